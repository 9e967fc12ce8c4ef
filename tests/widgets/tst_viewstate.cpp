// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "common/focusplace.h"
#include "common/viewstate.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

struct MadeUpView : QWidget
{
    QLineEdit* text = new QLineEdit;
    QSpinBox* number = new QSpinBox;
    QComboBox* choice = new QComboBox;
    QToolButton *left = new QToolButton, *right = new QToolButton; // one of them
    QTabBar* tabs = new QTabBar;

    MadeUpView()
    {
        auto* layout = new QVBoxLayout(this);
        for (auto* button : {left, right}) {
            button->setCheckable(true);
            button->setAutoExclusive(true);
        }
        left->setChecked(true);
        choice->addItems({"a", "b", "c"});
        tabs->addTab("one");
        tabs->addTab("two");
        for (auto* widget : std::initializer_list<QWidget*>{text, number, choice, left, right, tabs})
            layout->addWidget(widget);
    }
};

}

// What views are set to and which of their controls has the focus, when they are made anew.
class TestViewState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void controlsAreSetAsTheirUserDoesIt()
    {
        MadeUpView before, now;
        before.text->setText("words");
        before.number->setValue(7);
        before.choice->setCurrentIndex(2);
        before.right->setChecked(true);
        before.tabs->setCurrentIndex(1);
        QSignalSpy chosen(now.choice, &QComboBox::activated), clicked(now.right, &QToolButton::clicked);
        ViewState(before).restore(now);
        QCOMPARE(now.text->text(), QString("words"));
        QCOMPARE(now.number->value(), 7);
        QCOMPARE(now.choice->currentText(), QString("c"));
        QCOMPARE(now.tabs->currentIndex(), 1);
        QVERIFY(now.right->isChecked() && !now.left->isChecked());
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().front().toInt(), 2);
    }

    void whatIsTheSameSaysNothing()
    {
        MadeUpView before, now;
        QSignalSpy typed(now.text, &QLineEdit::textChanged), counted(now.number, &QSpinBox::valueChanged),
            chosen(now.choice, &QComboBox::activated), clicked(now.left, &QToolButton::clicked);
        ViewState(before).restore(now);
        QCOMPARE(typed.size() + counted.size() + chosen.size() + clicked.size(), 0);
    }

    void controlsThatAreNotThereAreLeftOut()
    {
        MadeUpView before, now;
        before.number->setValue(3);
        before.text->setText("words");
        delete now.number;
        ViewState(before).restore(now);
        QCOMPARE(now.text->text(), QString("words"));
    }

    void theFocusComesBack()
    {
        QMainWindow window;
        auto* dock = new QDockWidget(&window);
        dock->setObjectName("dock");
        window.addDockWidget(Qt::LeftDockWidgetArea, dock);
        dock->setWidget(new MadeUpView);
        auto* other = new QPushButton("other");
        window.setCentralWidget(other);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        static_cast<MadeUpView*>(dock->widget())->choice->setFocus();
        const FocusPlace place(window);
        delete dock->widget();
        other->setFocus();
        auto* now = new MadeUpView;
        dock->setWidget(now);
        now->show();
        place.restore(window);
        QVERIFY(now->choice->hasFocus());
        other->setFocus();
        const FocusPlace none(window); // in no dock and no bar
        now->text->setFocus();
        none.restore(window);
        QVERIFY(now->text->hasFocus());
    }
};

QUANTSCOPE_TEST(TestViewState)
#include "tst_viewstate.moc"
