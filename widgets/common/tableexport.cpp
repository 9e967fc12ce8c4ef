// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/tableexport.h"

#include <QAbstractItemView>
#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QSaveFile>

#include <algorithm>

#include "base/error.h"
#include "common/csvtext.h"

namespace quantscope {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("TableExport", text);
}

QString cell(const QAbstractItemModel& model, int row, int column)
{
    return model.index(row, column).data(Qt::DisplayRole).toString();
}

QStringList titles(const QAbstractItemModel& model)
{
    QStringList all;
    for (int c = 0; c < model.columnCount(); ++c)
        all << model.headerData(c, Qt::Horizontal).toString();
    return all;
}

void copySelection(const QAbstractItemView& view)
{
    const auto& model = *view.model();
    QList<int> rows;
    for (const auto& index : view.selectionModel()->selectedIndexes())
        if (!rows.contains(index.row()))
            rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    QStringList lines{titles(model).join('\t')};
    for (const int row : rows) {
        QStringList fields;
        for (int c = 0; c < model.columnCount(); ++c)
            fields << cell(model, row, c).replace('\n', ' ').replace('\t', ' ');
        lines << fields.join('\t');
    }
    QGuiApplication::clipboard()->setText(lines.join('\n') + '\n');
}

void writeText(const QString& file, const QString& text)
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(text.toUtf8()) < 0 || !out.commit())
        throw Error(tr("%1: cannot be written: %2").arg(file, out.errorString()).toStdString());
}

}

QString modelToCsv(const QAbstractItemModel& model)
{
    QList<QStringList> rows{titles(model)};
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList& fields = rows.emplace_back();
        for (int c = 0; c < model.columnCount(); ++c)
            fields << cell(model, row, c);
    }
    return csvText(rows);
}

void addTableExport(QAbstractItemView* view, const QString& name, SaveAs saveAs)
{
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* copy = new QAction(tr("Copy rows"), view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QAction::triggered, view, [view] { copySelection(*view); });
    auto* copyAll = new QAction(tr("Copy table as CSV"), view);
    QObject::connect(copyAll, &QAction::triggered, view,
                     [view] { QGuiApplication::clipboard()->setText(modelToCsv(*view->model())); });
    auto* save = new QAction(tr("Save table as CSV…"), view);
    save->setObjectName("exportView");
    QObject::connect(save, &QAction::triggered, view, [view, name, saveAs = std::move(saveAs)] {
        const QString csv = modelToCsv(*view->model());
        saveAs(name + ".csv", tr("CSV (*.csv)"), [csv](const QString& file) { writeText(file, csv); });
    });
    view->addActions({copy, copyAll, save});
}

}
