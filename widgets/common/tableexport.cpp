// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/tableexport.h"

#include <QAbstractItemView>
#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>

#include <algorithm>

#include "common/csvtext.h"
#include "common/tabletext.h"

namespace quantscope {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("quantscope", text);
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

QList<int> rowsOf(const QAbstractItemModel& model)
{
    QList<int> rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows << row;
    return rows;
}

QList<int> selectedRows(const QAbstractItemView& view)
{
    QList<int> selected;
    for (const auto& index : view.selectionModel()->selectedIndexes())
        if (!selected.contains(index.row()))
            selected.append(index.row());
    std::sort(selected.begin(), selected.end());
    return selected;
}

QString programText(const QVariant& value)
{
    if (value.typeId() == QMetaType::Double)
        return csvDigits(value.toDouble());
    return value.toString();
}

// As many values as the column has titles.
QStringList programTexts(const QModelIndex& index, qsizetype count)
{
    const auto value = index.data(exportRole);
    QStringList texts;
    if (value.typeId() == QMetaType::QVariantList) {
        for (const auto& part : value.toList())
            texts << programText(part);
    } else if (value.isValid()) {
        texts << programText(value);
    } else {
        const QString text = index.data(Qt::DisplayRole).toString();
        texts << (text == QStringLiteral("–") ? QString() : text);
    }
    texts.resize(count);
    return texts;
}

QList<QStringList> programRows(const QAbstractItemModel& model, const QList<int>& rows)
{
    QList<QStringList> heads;
    for (int c = 0; c < model.columnCount(); ++c) {
        const auto parts = model.headerData(c, Qt::Horizontal, exportRole).toStringList();
        heads << (parts.isEmpty() ? QStringList{model.headerData(c, Qt::Horizontal).toString()} : parts);
    }
    QList<QStringList> table(1);
    for (const auto& head : heads)
        table.first() << head;
    for (const int row : rows) {
        table << QStringList();
        for (int c = 0; c < model.columnCount(); ++c)
            table.last() << programTexts(model.index(row, c), heads[c].size());
    }
    return table;
}

QList<QStringList> selectedCells(const QAbstractItemView& view)
{
    QList<QStringList> rows{titles(*view.model())};
    for (const int row : selectedRows(view))
        rows << cells(*view.model(), row);
    return rows;
}

// By the file's suffix.
QString tableText(const QString& file, const TableRows& rows)
{
    if (file.endsWith(QStringLiteral(".tex"), Qt::CaseInsensitive))
        return latexTable(rows.text(false));
    if (file.endsWith(QStringLiteral(".md"), Qt::CaseInsensitive))
        return markdownTable(rows.text(false));
    return csvText(rows.csv(false));
}

void addCopy(QAbstractItemView* view, const QString& title, const std::function<QString()>& text,
             const QKeySequence& keys = {})
{
    auto* action = new QAction(title, view);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(action, &QAction::triggered, view, [text] { QGuiApplication::clipboard()->setText(text()); });
    view->addAction(action);
}

QString tabbed(const QList<QStringList>& rows)
{
    QString text;
    for (auto fields : rows)
        text += fields.replaceInStrings("\n", " ").replaceInStrings("\t", " ").join('\t') + '\n';
    return text;
}

}

QVariant exported(std::optional<double> value)
{
    return value ? QVariant(*value) : QVariant(QString());
}

QString modelToCsv(const QAbstractItemModel& model)
{
    return csvText(programRows(model, rowsOf(model)));
}

void addTableExport(QAbstractItemView* view, const QString& name, SaveAs saveAs, TableRows rows)
{
    const auto shown = [view](bool selectedOnly) {
        return selectedOnly ? selectedCells(*view) : allRows(*view->model());
    };
    if (!rows.text)
        rows.text = shown;
    if (!rows.csv)
        rows.csv = [view](bool selectedOnly) {
            return programRows(*view->model(), selectedOnly ? selectedRows(*view) : rowsOf(*view->model()));
        };
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    addCopy(
        view, tr("Copy rows"), [rows] { return tabbed(rows.text(true)); }, QKeySequence::Copy);
    addCopy(view, tr("Copy rows as CSV"), [rows] { return csvText(rows.csv(true)); });
    addCopy(view, tr("Copy table as CSV"), [rows] { return csvText(rows.csv(false)); });
    addCopy(view, tr("Copy table as LaTeX"), [rows] { return latexTable(rows.text(false)); });
    addCopy(view, tr("Copy table as Markdown"), [rows] { return markdownTable(rows.text(false)); });
    auto* save = new QAction(tr("Save table…"), view);
    save->setObjectName("exportView");
    QObject::connect(save, &QAction::triggered, view, [rows, name, saveAs = std::move(saveAs)] {
        saveAs(name + ".csv", tr("CSV (*.csv);;LaTeX (*.tex);;Markdown (*.md)"),
               [rows](const QString& file) { writeFile(file, tableText(file, rows).toUtf8()); });
    });
    view->addAction(save);
}

}
