// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <QDialog>
#include <QDockWidget>
#include <QLabel>
#include <QPlainTextEdit>
#include <QToolButton>

#include "gui/frame/messagestack.h"
#include "guitest.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

QString longText()
{
    return QStringLiteral("quantscope-cli run ") + QStringLiteral("--rotate_visual_cross_attn ").repeated(200) + "END";
}

QList<MessageCard*> visibleCards(const MessageStack& stack)
{
    QList<MessageCard*> cards;
    for (auto* card : stack.findChildren<MessageCard*>())
        if (card->isVisible())
            cards << card;
    return cards;
}

QToolButton* buttonOf(const MessageCard& card, const QString& text)
{
    for (auto* button : card.findChildren<QToolButton*>())
        if (button->text() == text)
            return button;
    return nullptr;
}

}

// Messages over the corner of the real window, which has nothing open.
class TestMessageStack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath("s.ini"), QSettings::IniFormat);
        m_settings->setValue("firstStepsSeen", true);
        m_session = std::make_unique<LocalSession>(OpenSettings{.cache = {}, .threads = 1});
        m_window = std::make_unique<MainWindow>(*m_session, m_theme, *m_settings);
        m_window->resize(1100, 700);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_stack = m_window->findChild<MessageStack*>();
        QVERIFY(m_stack);
    }

    void cleanup()
    {
        m_window.reset();
        m_session.reset();
    }

    void aLongMessageMovesNothing()
    {
        QTest::qWait(200);
        const auto geometry = m_window->geometry();
        const auto docks = placesOfDocks();
        QVERIFY2(docks.size() >= 3, qPrintable(QString::number(docks.size())));
        const auto least = m_window->minimumSizeHint();
        m_window->showMessage(false, longText());
        m_window->showMessage(true, longText() + "2");
        QTest::qWait(200);
        QCOMPARE(m_window->geometry(), geometry);
        QCOMPARE(m_window->minimumSizeHint(), least);
        QCOMPARE(placesOfDocks(), docks);
        QVERIFY(m_stack->isVisible());
        QVERIFY(m_window->rect().contains(m_stack->geometry()));
        QVERIFY2(m_stack->height() < 350, qPrintable(QString::number(m_stack->height())));
        QVERIFY(m_stack->geometry().right() > m_window->width() - 20); // in the lower right corner
        QVERIFY(m_stack->geometry().bottom() > m_window->height() - 120); // above the tabs of the lowest docks
        savePicture(*m_window, "messages");
        m_window->resize(1000, 560);
        QTRY_VERIFY(m_window->rect().contains(m_stack->geometry()));
        QCOMPARE(m_window->size(), QSize(1000, 560));
    }

    void itStaysInFrontOfOtherModes()
    {
        m_window->showMessage(true, "in front");
        for (const char* mode : {"questions", "why", "bits", "tune"}) {
            m_window->setMode(mode);
            QTest::qWait(50);
            for (const auto& corner : {m_stack->geometry().topLeft() + QPoint(3, 3), m_stack->geometry().center(),
                                       m_stack->geometry().bottomRight() - QPoint(3, 3)}) {
                const auto* seen = m_window->childAt(corner);
                QVERIFY2(seen && (seen == m_stack || m_stack->isAncestorOf(seen)), mode);
            }
        }
    }

    void theWholeTextIsInTheDetails()
    {
        m_window->showMessage(false, "short");
        QCOMPARE(visibleCards(*m_stack).size(), 1);
        QVERIFY(!buttonOf(*visibleCards(*m_stack)[0], "Details")->isVisible());
        m_stack->showMessage(MessageStack::Note, {});
        QCOMPARE(m_stack->count(), 0);
        QVERIFY(!m_stack->isVisible());
        m_window->showMessage(true, longText());
        auto* details = buttonOf(*visibleCards(*m_stack)[0], "Details");
        QVERIFY(details && details->isVisible());
        QTest::mouseClick(details, Qt::LeftButton);
        auto* dialog = m_window->findChild<QDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->findChild<QPlainTextEdit*>()->toPlainText(), longText());
        dialog->close();
    }

    void notesLeaveAndProblemsStay()
    {
        m_stack->setNoteTime(400);
        m_window->showMessage(true, "a problem");
        m_window->showMessage(false, "a note");
        QCOMPARE(m_stack->count(), 2);
        QCOMPARE(m_stack->text(), QString("a note"));
        QTRY_COMPARE(m_stack->count(), 1);
        QCOMPARE(m_stack->text(), QString("a problem"));
        QTest::qWait(800);
        QCOMPARE(m_stack->count(), 1);
        // A note that somebody is at stays.
        m_window->showMessage(false, "another note");
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        QTest::qWait(800);
        QCOMPARE(m_stack->text(), QString("another note"));
    }

    void manyAreCounted()
    {
        for (int i = 1; i <= 5; ++i)
            m_window->showMessage(true, QString("problem %1").arg(i));
        m_window->showMessage(true, "problem 5"); // again: no further card
        QCOMPARE(m_stack->count(), 5);
        const auto cards = visibleCards(*m_stack);
        QCOMPARE(cards.size(), 3);
        QCOMPARE(cards[0]->text(), QString("problem 3"));
        QCOMPARE(cards[2]->text(), QString("problem 5"));
        QVERIFY(cards[0]->geometry().bottom() < cards[1]->geometry().top());
        bool told = false;
        for (const auto* label : m_stack->findChildren<QLabel*>())
            told = told || (label->isVisible() && label->text().startsWith("2 older messages"));
        QVERIFY(told);
        savePicture(*m_window, "messages-stacked");
    }

    void keysReachAndCloseThem()
    {
        auto* before = m_window->findChild<QWidget*>("pinBox");
        before->setFocus();
        m_window->showMessage(true, "first");
        m_window->showMessage(true, "second");
        QCOMPARE(m_window->focusWidget(), before); // a message takes no focus
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        QVERIFY(m_stack->isAncestorOf(m_window->focusWidget()));
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Escape);
        QCOMPARE(m_stack->count(), 1);
        QVERIFY(m_stack->isAncestorOf(m_window->focusWidget()));
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Escape);
        QCOMPARE(m_stack->count(), 0);
        QCOMPARE(m_window->focusWidget(), before);
    }

    void aCardIsAnAlert()
    {
        m_window->showMessage(true, "weights are missing");
        auto* interface = QAccessible::queryAccessibleInterface(visibleCards(*m_stack)[0]);
        QVERIFY(interface);
        QCOMPARE(interface->role(), QAccessible::AlertMessage);
        QCOMPARE(interface->text(QAccessible::Name), QString("Problem: weights are missing"));
    }

    void theLogIsOneClickAway()
    {
        m_window->showMessage(true, "look");
        QTest::mouseClick(buttonOf(*visibleCards(*m_stack)[0], "Show log"), Qt::LeftButton);
        QCOMPARE(m_stack->count(), 0);
        QVERIFY(!m_window->dock("log")->visibleRegion().isEmpty());
    }

private:
    // Of those that people see.
    QList<QRect> placesOfDocks() const
    {
        QList<QRect> places;
        for (const auto* dock : m_window->findChildren<QDockWidget*>())
            if (!dock->visibleRegion().isEmpty())
                places << dock->geometry();
        return places;
    }

    Theme m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<LocalSession> m_session;
    std::unique_ptr<MainWindow> m_window;
    MessageStack* m_stack = nullptr;
};

QUANTSCOPE_TEST(TestMessageStack)
#include "tst_messagestack.moc"
