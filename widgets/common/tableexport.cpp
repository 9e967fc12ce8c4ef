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

QStringList cells(const QAbstractItemModel& model, int row)
{
    QStringList fields;
    for (int c = 0; c < model.columnCount(); ++c)
        fields << cell(model, row, c);
    return fields;
}

QList<QStringList> allRows(const QAbstractItemModel& model)
{
    QList<QStringList> rows{titles(model)};
    for (int row = 0; row < model.rowCount(); ++row)
        rows << cells(model, row);
    return rows;
}

QList<QStringList> selectedCells(const QAbstractItemView& view)
{
    const auto& model = *view.model();
    QList<int> selected;
    for (const auto& index : view.selectionModel()->selectedIndexes())
        if (!selected.contains(index.row()))
            selected.append(index.row());
    std::sort(selected.begin(), selected.end());
    QList<QStringList> rows{titles(model)};
    for (const int row : selected)
        rows << cells(model, row);
    return rows;
}

QString tabbed(const QList<QStringList>& rows)
{
    QString text;
    for (auto fields : rows)
        text += fields.replaceInStrings("\n", " ").replaceInStrings("\t", " ").join('\t') + '\n';
    return text;
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
    return csvText(allRows(model));
}

void addTableExport(QAbstractItemView* view, const QString& name, SaveAs saveAs, TableRows rows)
{
    const auto shown = [view](bool selectedOnly) {
        return selectedOnly ? selectedCells(*view) : allRows(*view->model());
    };
    if (!rows.text)
        rows.text = shown;
    if (!rows.csv)
        rows.csv = shown;
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* copy = new QAction(tr("Copy rows"), view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QAction::triggered, view,
                     [rows] { QGuiApplication::clipboard()->setText(tabbed(rows.text(true))); });
    auto* copyCsv = new QAction(tr("Copy rows as CSV"), view);
    QObject::connect(copyCsv, &QAction::triggered, view,
                     [rows] { QGuiApplication::clipboard()->setText(csvText(rows.csv(true))); });
    auto* copyAll = new QAction(tr("Copy table as CSV"), view);
    QObject::connect(copyAll, &QAction::triggered, view,
                     [rows] { QGuiApplication::clipboard()->setText(csvText(rows.csv(false))); });
    auto* save = new QAction(tr("Save table as CSV…"), view);
    save->setObjectName("exportView");
    QObject::connect(save, &QAction::triggered, view, [rows, name, saveAs = std::move(saveAs)] {
        const QString csv = csvText(rows.csv(false));
        saveAs(name + ".csv", tr("CSV (*.csv)"), [csv](const QString& file) { writeText(file, csv); });
    });
    view->addActions({copy, copyCsv, copyAll, save});
}

}
