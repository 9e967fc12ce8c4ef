// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextCursor>
#include <QWidget>

#include <utility>
#include <vector>

class QAction;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QTreeWidget;

namespace quantscope {

class ManualPage;

// The manual beside the main window: the bundled markdown files with a contents list, links, history and a search in
// the page. A page is called by its file without the ending, a place in it by the heading's anchor behind a "#".
class ManualWindow : public QWidget
{
    Q_OBJECT

public:
    explicit ManualWindow(QWidget* parent = nullptr);
    ~ManualWindow() override;

    // "using" or "using#all-keys". False when there is no such page or heading; the window says so then, or shows
    // the page from its start.
    bool showPage(const QString& id);
    QString page() const; // without the heading
    // Ids and titles as the contents page lists them, itself not. Error when the manual is not installed.
    static std::vector<std::pair<QString, QString>> listedPages();
    // Itself first. Empty when the manual is not installed.
    const QStringList& pages() const
    {
        return m_pages;
    }
    ManualPage* view() const
    {
        return m_view;
    }
    int matches() const
    {
        return static_cast<int>(m_matches.size());
    }

public Q_SLOTS:
    void back();
    void forward();
    void findNext();
    void findPrevious();

private:
    struct Visit
    {
        QString id;
        int place = 0; // where the view was when it was left
    };

    void createContents();
    void createBar(QHBoxLayout*);
    void addPage(const QString& id, const QString& title);
    QAction* addButton(QHBoxLayout*, const QString& name, const QString& title, const QKeySequence&,
                       void (ManualWindow::*slot)());
    QString fileOf(const QString& id) const;
    bool open(const QString& id);
    void revisit(size_t visit);
    void follow(const QUrl& link);
    void markMatches();
    void showMatch(int step);
    void updateMatches();
    void focusSearch();
    void showContents();
    void updateControls();

    QString m_folder;
    QStringList m_pages;
    std::vector<Visit> m_history;
    size_t m_visit = 0;
    QList<QTextCursor> m_matches;
    qsizetype m_match = -1;
    QTreeWidget* m_contents = nullptr;
    ManualPage* m_view = nullptr;
    QLineEdit* m_search = nullptr;
    QLabel* m_count = nullptr;
    QAction* m_back = nullptr;
    QAction* m_forward = nullptr;
    QAction* m_next = nullptr;
    QAction* m_previous = nullptr;
};

}
