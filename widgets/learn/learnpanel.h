// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <map>
#include <memory>

#include "common/saveas.h"
#include "layerview/lessondata.h"
#include "learn/stepspage.h"

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace quantscope {

// The lessons: pages over the selected layer's data, in the language of the program, which may change while it runs.
class LearnPanel : public QWidget
{
    Q_OBJECT

public:
    explicit LearnPanel(SaveAs, QWidget* parent = nullptr);

    void setLesson(std::shared_ptr<const LessonData>); // null: none yet
    void setPlaceholder(const QString&);
    void setUpdating(bool);
    void setSteps(StepsPage::Walk, const std::vector<StepRow>&, bool running);
    // What the exported pages name: model, benchmark, recipe.
    void setOrigin(const QString&);
    void setModel(const StoredModel&);
    // Marks and tells what a control changes.
    void setPresenting(bool);

    int pageCount() const;
    int page() const;
    void setPage(int);
    QString pageId() const;
    void showPage(const QString& id); // nothing happens where there is none
    LearnPage* pageWidget(int) const;
    // Of one page's controls; of no page empty, and nothing happens.
    QVariantMap pageState(const QString& id) const;
    void restorePageState(const QString& id, const QVariantMap&);
    // One self-contained file with text, controls, numbers and pictures of these pages as they are now.
    QString html(const QList<int>& pages);

Q_SIGNALS:
    void layerWished(quantscope::LessonWish);
    void stepsRequested(quantscope::StepsPage::Walk, bool fromTheFirst);
    void stepsStopRequested(quantscope::StepsPage::Walk);
    void plotsChanged(const QList<QWidget*>&); // by a control, while presenting
    void languageChanged(); // texts that were given are wanted anew

protected:
    void changeEvent(QEvent*) override;

private:
    void makeHeader();
    void makePages();
    void retranslate();
    void pageChanged();
    void addShortcut(const QKeySequence&, int step);
    void exportPages(const QList<int>&, const QString& name);
    QString layerText() const;
    LearnPage* pageOf(const QString& id) const; // null: there is none

    SaveAs m_saveAs;
    std::shared_ptr<const LessonData> m_lesson;
    QString m_placeholder, m_origin;
    struct Steps
    {
        std::vector<StepRow> rows;
        bool running = false;
    };
    std::map<StepsPage::Walk, Steps> m_steps;
    StoredModel m_model;
    bool m_updating = false, m_presenting = false;
    QComboBox* m_choice = nullptr;
    QPushButton* m_previous = nullptr;
    QPushButton* m_next = nullptr;
    QPushButton* m_wish = nullptr;
    QPushButton* m_export = nullptr;
    QPushButton* m_exportAll = nullptr;
    QLabel* m_layer = nullptr;
    QStackedWidget* m_pages = nullptr;
};

}
