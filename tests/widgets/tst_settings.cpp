// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>

#include "settings/settingeditor.h"
#include "settings/settingswindow.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

// The window of settings over a table of made-up ones.
class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_values = {{"colour", "red"}, {"threads", 4}, {"folder", ""}};
        ProgramSetting colour{"colour", "Look", "Colour", "Of all.", ProgramSetting::Choice, "red"};
        colour.choices = {{"Red", "red"}, {"Blue", "blue"}};
        ProgramSetting threads{"threads", "Work", "Threads", "Fewer are slower.", ProgramSetting::Number, 0};
        threads.most = 8;
        threads.special = "all";
        threads.inEffect = 4;
        ProgramSetting folder{"folder", "Work", "Cache folder", "Of results.", ProgramSetting::Folder, ""};
        folder.special = "/usual";
        folder.actionTitle = "Clear";
        folder.action = [this] { ++m_cleared; };
        m_cleared = 0;
        std::vector<ProgramSetting> rows{colour, threads, folder};
        for (auto& row : rows) {
            row.get = [this, id = row.id] { return m_values[id]; };
            row.set = [this, id = row.id](const QVariant& value) { m_values[id] = value; };
        }
        m_window = std::make_unique<SettingsWindow>(rows);
        m_window->show();
    }

    void cleanup()
    {
        m_window.reset();
    }

    void searchShowsWhatFits()
    {
        m_window->setQuery("slower");
        QVERIFY(editor("threads")->isVisible());
        QVERIFY(!editor("colour")->isVisible());
        m_window->setQuery("blue"); // a choice
        QVERIFY(editor("colour")->isVisible());
        QVERIFY(!editor("folder")->isVisible());
        m_window->setQuery("nothing of it");
        QVERIFY(!editor("colour")->isVisible());
        m_window->showSetting("threads"); // leaves the search
        QVERIFY(editor("threads")->isVisible());
        QCOMPARE(m_window->currentSetting(), QString("threads"));
    }

    void whatWaitsForARestartIsSaid()
    {
        auto* restart = m_window->findChild<QPushButton*>("restart");
        QVERIFY(!restart->isEnabled());
        editor("threads")->findChild<QSpinBox*>()->setValue(2);
        QCOMPARE(m_values["threads"].toInt(), 2);
        QVERIFY(restart->isEnabled());
        QSignalSpy asked(m_window.get(), &SettingsWindow::restartRequested);
        QTest::mouseClick(restart, Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        editor("threads")->findChild<QSpinBox*>()->setValue(4);
        QVERIFY(!restart->isEnabled());
        auto* colour = editor("colour")->findChild<QComboBox*>(); // works at once
        colour->setFocus();
        QTest::keyClick(colour, Qt::Key_Down);
        QCOMPARE(m_values["colour"].toString(), QString("blue"));
        QVERIFY(!restart->isEnabled());
    }

    void oneAndAllAreSetBack()
    {
        auto* one = editor("threads")->findChild<QToolButton*>("reset");
        QVERIFY(one->isEnabled());
        QTest::mouseClick(one, Qt::LeftButton);
        QCOMPARE(m_values["threads"].toInt(), 0);
        QCOMPARE(editor("threads")->findChild<QSpinBox*>()->text(), QString("all"));
        QVERIFY(!one->isEnabled());
        m_values["colour"] = "blue";
        m_values["folder"] = "/mine";
        m_window->refresh();
        QPushButton* all = nullptr;
        for (auto* button : m_window->findChildren<QPushButton*>())
            if (button->accessibleName() == "Reset all")
                all = button;
        QVERIFY(all && all->isEnabled());
        QTest::mouseClick(all, Qt::LeftButton);
        QCOMPARE(m_values["colour"].toString(), QString("red"));
        QCOMPARE(m_values["folder"].toString(), QString());
        QVERIFY(!all->isEnabled());
    }

    void pathsAndActions()
    {
        auto* path = editor("folder")->findChild<QLineEdit*>();
        QCOMPARE(path->placeholderText(), QString("/usual"));
        path->setFocus();
        QTest::keyClicks(path, " /mine ");
        QTest::keyClick(path, Qt::Key_Return);
        QCOMPARE(m_values["folder"].toString(), QString("/mine"));
        QTest::mouseClick(editor("folder")->findChild<QPushButton*>("action"), Qt::LeftButton);
        QCOMPARE(m_cleared, 1);
    }

private:
    SettingEditor* editor(const QString& id) const
    {
        return m_window->findChild<SettingEditor*>("setting-" + id);
    }

    std::unique_ptr<SettingsWindow> m_window;
    QVariantMap m_values;
    int m_cleared = 0;
};

QUANTSCOPE_TEST(TestSettings)
#include "tst_settings.moc"
