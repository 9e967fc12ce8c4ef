// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QWidget>

#include <array>
#include <vector>

#include "recipe/settingrows.h"
#include "why/whypopover.h"

class QKeyEvent;
class QLabel;
class QMenu;
class QToolButton;

namespace quantscope {

class Disclosure;
class FlatHead;
class MatrixGrid;

// The recipe as a table: settings as rows, towers as columns, what holds for all over the whole width, what is rarely
// used below "More". Arrows move between cells, one Tab stop serves all of them, F1 says why. Every action of the user
// is one recipeEdited with the whole new recipe; the owner answers with setContext, which emits nothing.
class RecipeMatrix : public QWidget
{
    Q_OBJECT

public:
    explicit RecipeMatrix(QWidget* parent = nullptr);

    void setContext(const RecipeContext&);
    void setIssues(std::vector<Issue>); // marked at the cells where they are mended
    void setSelectedLayer(int layer); // -1: none

    bool isOpen() const; // the rarely used rows are shown
    void setOpen(bool);
    int foldedChanges() const; // rarely used rows that are not as in a new recipe
    QWidget* cell(std::string_view setting, Tower) const; // null where the setting means nothing

signals:
    void recipeEdited(quantscope::Recipe recipe, QString what);
    void layersHovered(std::vector<int> layers); // that what is under the mouse reaches; empty when it leaves
    void lessonAsked(QString page);
    void issuesAsked(); // to see the list of them
    void cellFocused(QWidget* cell);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent*) override;

private:
    // Column 0 is the head of the line, then come the towers.
    struct Place
    {
        int line = 0, column = 0;
    };
    struct Line
    {
        const SettingRow* row;
        FlatHead* head;
        QToolButton* why;
        std::array<QWidget*, 3> cells; // null: –; three times the same for a global setting
    };

    void createCorner();
    void showCorner();
    void createLines();
    void orderTabs();
    std::vector<QWidget*> createTitles();
    void addLine(const SettingRow&, MatrixGrid*);
    QWidget* createCell(const SettingRow&, Tower, Place);
    QWidget* createDash(const SettingRow&, Tower);
    void createMenu(int line);
    void fillMenu(int line, QMenu*);
    void watch(QWidget*, Place);
    void fit();
    void showCell(const Line&, Tower);
    void showMarks();
    void showMore();
    QString issueText(const SettingRow&, Tower) const;
    std::vector<Issue> issuesOf(const SettingRow&, Tower) const;
    bool pressKey(QWidget*, QKeyEvent*, Place);
    bool activate(QWidget*);
    QWidget* widgetAt(Place) const;
    bool isReachable(QWidget*) const;
    void move(Place from, int lines, int columns);
    void makeTabStop(QWidget*);
    void keepTabStop();
    void edit(Place, QWidget* editor);
    void editAll(int line, const QVariant&);
    void send(const Recipe&, const QString& what);
    std::vector<Tower> towersAt(Place) const;
    std::vector<int> layersAt(Place) const;
    void showWhy(Place, const QWidget& anchor);
    QString summary(Tower) const;

    RecipeContext m_context;
    std::vector<Issue> m_issues;
    int m_selectedLayer = -1;
    MatrixGrid* m_main;
    Disclosure* m_more;
    MatrixGrid* m_folded;
    WhyPopover* m_why;
    FlatHead* m_corner = nullptr;
    std::array<QLabel*, 3> m_titles{};
    std::vector<Line> m_lines;
    QHash<QObject*, Place> m_places;
    QWidget* m_tabStop = nullptr;
};

}
