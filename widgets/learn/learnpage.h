// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>

#include "common/saveas.h"
#include "layerview/lessondata.h"
#include "layerview/storedparts.h"

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QGridLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QSlider;
class QTextBrowser;

namespace quantscope {

class PlotView;

// One page of the lessons: a text beside pictures that controls change, all of one layer's real data. A page says what
// it draws in refresh(), which every control and every new layer calls.
class LearnPage : public QWidget
{
    Q_OBJECT

public:
    explicit LearnPage(QWidget* parent = nullptr);

    void setLesson(std::shared_ptr<const LessonData>); // null: none; the last values stay
    void setPlaceholder(const QString&);
    void setUpdating(bool);
    void setSaveAs(const SaveAs&);
    // Before a class: numbers that a control has changed are marked for a moment, and plots are told.
    void setPresenting(bool);
    virtual void setModel(const StoredModel&); // what the recipe makes of the whole model

    virtual QString text() const = 0; // HTML
    virtual LessonWish wish() const; // which layers show it best
    virtual bool needsLesson() const; // false: the page is not about one layer
    QString values() const; // HTML: the numbers under the pictures
    QString note() const; // why this layer has little to show; empty: it has
    QList<PlotView*> plots() const
    {
        return m_plots;
    }
    QString controlText() const; // "Bits: 4, Clip: 80 %"

    virtual QVariantMap state() const; // of the controls, by object name
    virtual void restoreState(const QVariantMap&);
    void start(); // once, after the constructor: shows the text

Q_SIGNALS:
    void plotsChanged(const QList<QWidget*>&); // by a control, while presenting

protected:
    virtual void refresh(const LessonData&) = 0;

    using ValueText = std::function<QString(int)>;
    QSlider* addSlider(const QString& id, const QString& label, int low, int high, int value, const ValueText&);
    QSlider* addBits(int low, int high, int value);
    QComboBox* addChoice(const QString& id, const QString& label, const QStringList& items);
    QCheckBox* addCheck(const QString& id, const QString& label, bool on);
    QPushButton* addButton(const QString& id, const QString& label, const std::function<void()>&);
    void addPlot(PlotView*, int stretch = 1);
    void addAbove(QWidget*); // between controls and plots, below what was added before
    void addWide(QWidget*); // under the plots
    void setValues(const QString& html);
    void setNote(const QString&);
    void refreshNow(); // a control has changed
    const LessonData* lesson() const
    {
        return m_lesson.get();
    }

    void resizeEvent(QResizeEvent*) override;

private:
    void addControl(const QString& label, QWidget*, QWidget* value = nullptr);
    QStringList plotNumbers() const;
    void showChanges(const QString& valuesBefore, const QStringList& plotsBefore);

    std::shared_ptr<const LessonData> m_lesson;
    QBoxLayout* m_layout = nullptr;
    QTextBrowser* m_text = nullptr;
    QGridLayout* m_controls = nullptr;
    QHBoxLayout* m_pictures = nullptr;
    QBoxLayout* m_right = nullptr;
    QLabel* m_note = nullptr;
    QLabel* m_values = nullptr;
    QString m_valuesHtml; // without marks
    QTimer m_marks; // until they go
    bool m_presenting = false;
    int m_above = 0; // widgets between controls and plots
    QList<PlotView*> m_plots;
    QList<std::pair<QString, std::function<QString()>>> m_controlTexts;
};

}
