// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QToolBar>

#include "gui/settings/displayscale.h"
#include "gui/shell/modes.h"
#include "guitest.h"
#include "palette/commandpalette.h"
#include "samples/samplespanel.h"
#include "samples/samplesview.h"
#include "samples/trypanel.h"
#include "settings/settingeditor.h"
#include "settings/settingswindow.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

// The command palette, the settings and the change of language in the real window over the demo.
class TestPaletteWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_bench = std::make_unique<WindowBench>(8);
        QVERIFY(m_bench->waitForBaseline());
        QVERIFY(QTest::qWaitForWindowActive(&m_bench->window));
        speak("en");
    }

    void cleanupTestCase()
    {
        m_bench.reset();
    }

    void everyKindIsThere()
    {
        QStringList ids;
        for (const auto& entry : m_bench->window.paletteEntries())
            ids << entry.id;
        const auto& opened = m_bench->session.document.opened();
        for (const QString& id :
             {QString("action-run"), QString("action-theme-dark"), QString("action-mode-learn"),
              QString("preset-naive-static-w8a8"), QString("lesson-rotation"), QString("setting-threads"),
              QString("manual-using"), "layer-" + QString::fromStdString(opened.outline->layers.back().name),
              "question-" + QString::fromStdString(opened.data->questions.back().index)})
            QVERIFY2(ids.contains(id), qPrintable(id));
        QCOMPARE(ids.filter("layer-").size(), qsizetype(opened.outline->layers.size()));
        QCOMPARE(ids.filter(QRegularExpression("^question-")).size(), qsizetype(opened.data->questions.size()));
        ids.sort();
        QCOMPARE(std::adjacent_find(ids.begin(), ids.end()), ids.end());
    }

    void blockedOnesSayWhy()
    {
        for (const auto& entry : m_bench->window.paletteEntries())
            if (entry.id == "action-redo")
                QCOMPARE(entry.blocked, QString("Nothing was undone."));
    }

    void aLayerAndAQuestionByKeysAlone()
    {
        auto& window = m_bench->window;
        const auto& layers = m_bench->session.document.opened().outline->layers;
        choose(QString::fromStdString(layers.back().name));
        QCOMPARE(m_bench->session.selection.layer(), static_cast<LayerIndex>(layers.size() - 1));
        const auto index = QString::fromStdString(m_bench->session.document.opened().data->questions[5].index);
        choose("question " + index);
        QVERIFY(m_bench->session.selection.question() >= 0);
        QVERIFY(window.dock("samples")->isVisible());
    }

    void escapeLeavesAndStopsNothing()
    {
        auto& window = m_bench->window;
        window.findChild<QAction*>("palette")->trigger();
        auto* palette = window.findChild<CommandPalette*>();
        savePicture(window, "palette");
        QVERIFY(palette->isVisible());
        QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Escape);
        QVERIFY(!palette->isVisible());
    }

    // Fault 18: the keys lie over their window, leave by Esc, find actions without keys and do them.
    void theKeysAreTheSameSearch()
    {
        auto& window = m_bench->window;
        window.findChild<QAction*>("shortcuts")->trigger();
        auto* palette = window.findChild<CommandPalette*>();
        QVERIFY(palette->isVisible() && window.rect().contains(palette->geometry()));
        auto* search = palette->findChild<QLineEdit*>();
        QTest::keyClicks(search, "dark");
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(m_bench->theme.scheme(), QString("dark"));
        m_bench->theme.setScheme("light");
    }

    void menuKeysDoNotClash()
    {
        QHash<QString, QString> owners;
        for (const auto* action : m_bench->window.findChildren<QAction*>()) {
            if (action->property("group").isNull())
                continue;
            for (const auto& keys : action->shortcuts()) {
                const auto text = keys.toString();
                QVERIFY2(!owners.contains(text), qPrintable(text + ": " + owners[text] + ", " + action->objectName()));
                owners[text] = action->objectName();
            }
        }
        QVERIFY(owners.size() > 20);
    }

    // Fault 35: Alt and a letter lead to one place, in each mode and language; Alt+M to the menu.
    void altLettersDoNotClash()
    {
        for (const QString& language : {QString("zh"), QString("en")}) {
            speak(language);
            for (const auto& row : modeRows()) {
                m_bench->window.setMode(row.id);
                const auto owners = ownersOfLetters();
                QVERIFY(owners.contains("Alt+M"));
                for (const auto& letter : owners.uniqueKeys())
                    QVERIFY2(owners.count(letter) == 1,
                             qPrintable(QString("%1, %2, %3: %4")
                                            .arg(language, QString::fromLatin1(row.id), letter,
                                                 owners.values(letter).join(" and "))));
            }
        }
        m_bench->window.setMode("tune");
    }

    // Fault 34: all of the window speaks at once; focus, selection, recipe, mode and size stay.
    void theLanguageChangesAtOnce()
    {
        auto& window = m_bench->window;
        window.setMode("tune");
        m_bench->session.selection.selectLayer(7);
        const auto recipe = m_bench->session.document.recipe();
        const auto size = window.size();
        const auto questions = [&] { return window.findChild<QToolBar*>("tools")->findChild<QSpinBox*>(); };
        questions()->setFocus();
        speak("zh");
        savePicture(window, "chinese");
        QCOMPARE(window.dock("layers")->windowTitle(), QString("层"));
        QCOMPARE(window.size(), size);
        QCOMPARE(window.mode(), QString("tune"));
        QCOMPARE(m_bench->session.selection.layer(), LayerIndex(7));
        QVERIFY(m_bench->session.document.recipe() == recipe);
        QTRY_VERIFY(questions()->hasFocus());
        QVERIFY(questions()->accessibleName() != "Questions to answer");
        QCOMPARE(window.findChildren<QMenuBar*>().size(), 1);
        QCOMPARE(window.findChildren<QAction*>("run").size(), 1);
        speak("en");
        QCOMPARE(window.dock("layers")->windowTitle(), QString("Layers"));
    }

    // Every view is made anew; there and back they show what they showed.
    void theViewsShowTheSameAsBefore()
    {
        auto& session = m_bench->session;
        QVERIFY(m_bench->run(quick("naive-static-w8a8")));
        QVERIFY(m_bench->waitForBaseline());
        session.selection.selectLayer(7);
        session.selection.selectQuestion(3);
        session.selection.setComparedRuns({QString::fromStdString(session.runs.shown().record.id)});
        QVERIFY(QTest::qWaitFor([&] { return !session.inspector.view().isBusy() && session.inspector.view().value(); },
                                longWait));
        auto* level = m_bench->window.dock("log")->findChild<QComboBox*>();
        level->setCurrentIndex(0);
        m_bench->window.dock("samples")->findChild<QLineEdit*>("search")->setText("a");
        m_bench->window.showMessage(false, "a line of the log");
        QTest::qWait(1000); // what fills views bit by bit
        const auto before = shownTexts();
        QVERIFY(before["scores"].size() > 20 && before["log"].contains("a line of the log"));
        speak("zh");
        speak("en");
        for (const auto& id : before.keys()) {
            if (!QTest::qWaitFor([&] { return shownTexts()[id] == before[id]; }, 3000))
                qInfo("%s is not as before", qPrintable(id));
            const auto now = shownTexts()[id], was = before[id];
            for (qsizetype i = 0; i < std::min(now.size(), was.size()); ++i)
                QVERIFY2(now[i] == was[i], qPrintable(id + ": " + was[i] + " → " + now[i]));
            QCOMPARE(now.size(), was.size());
        }
        QCOMPARE(session.selection.question(), 3);
        m_bench->window.dock("samples")->findChild<QLineEdit*>("search")->clear();
    }

    void aLargeQuestionStaysLarge()
    {
        auto* samples = qobject_cast<SamplesView*>(m_bench->window.dock("samples")->widget());
        samples->openSample(2);
        speak("zh");
        samples = qobject_cast<SamplesView*>(m_bench->window.dock("samples")->widget());
        QVERIFY(samples->isLarge());
        QCOMPARE(samples->panel()->selectedSample(), 2);
        samples->showList();
        speak("en");
    }

    void theOwnImageStays()
    {
        const auto panel = [this] { return m_bench->window.findChild<TryPanel*>(); };
        QImage picture(40, 20, QImage::Format_RGB32);
        picture.fill(Qt::green);
        panel()->setImage(picture, "green");
        const auto shown = panel()->image();
        speak("zh");
        QCOMPARE(panel()->image(), shown);
        speak("en");
        QCOMPARE(panel()->image(), shown);
        QCOMPARE(shown.pixelColor(5, 5), QColor(Qt::green));
    }

    void aRunGoesOnMeanwhile()
    {
        m_bench->session.document.editRecipe(quick("dynamic-w8a8"), "test");
        m_bench->session.document.start();
        QTRY_VERIFY(m_bench->session.runs.isRunning());
        speak("zh");
        speak("en");
        QVERIFY(m_bench->waitForRun());
        QCOMPARE(answeredOf(m_bench->session.runs.shown().answers), 8);
    }

    void theSettingsSpeakToo()
    {
        auto& window = m_bench->window;
        window.showSettings("language");
        QCOMPARE(window.settingsWindow()->currentSetting(), QString("language"));
        auto* box = window.settingsWindow()->findChild<SettingEditor*>("setting-language")->findChild<QComboBox*>();
        QTest::keyClick(box, Qt::Key_Down); // from English to Chinese
        QTRY_COMPARE(window.dock("layers")->windowTitle(), QString("层"));
        savePicture(*window.settingsWindow(), "settings-chinese");
        QCOMPARE(window.settingsWindow()->currentSetting(), QString("language"));
        window.settingsWindow()->close();
        speak("en");
    }

    void whatIsKeptWorks()
    {
        auto& window = m_bench->window;
        window.showSettings();
        savePicture(*window.settingsWindow(), "settings");
        window.settingsWindow()->findChild<SettingEditor*>("setting-limit")->findChild<QSpinBox*>()->setValue(6);
        QCOMPARE(m_bench->session.document.subset().count, int64_t(6));
        QSignalSpy restart(&window, &MainWindow::restartRequested);
        window.findChild<QAction*>("scale-90")->trigger();
        QCOMPARE(keptScale(m_bench->settings), 90);
        auto* button = window.settingsWindow()->findChild<QPushButton*>("restart");
        QVERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(restart.size(), 1);
        window.settingsWindow()->close();
    }

    // 1366 / 900 and 768 / 480 give 1.51 and 1.6; in steps of 5.
    void scalesFitTheScreen()
    {
        QCOMPARE(largestScale({1366, 768}), 150);
        QCOMPARE(largestScale({1920, 1080}), 200);
        QCOMPARE(largestScale({1024, 600}), 110);
        QCOMPARE(largestScale({640, 480}), 100);
        m_bench->settings.setValue("scale", "much");
        QCOMPARE(keptScale(m_bench->settings), 100);
        m_bench->settings.setValue("scale", 7);
        QCOMPARE(keptScale(m_bench->settings), 200);
    }

private:
    void speak(const QString& language)
    {
        QVERIFY(m_bench->speak(language));
        QCOMPARE(m_bench->window.dock("layers")->windowTitle(), language == "zh" ? QString("层") : QString("Layers"));
    }

    // Of all that can be seen.
    QMultiMap<QString, QString> ownersOfLetters() const
    {
        QMultiMap<QString, QString> owners;
        const auto take = [&](const QString& text) {
            if (const auto keys = QKeySequence::mnemonic(text); !keys.isEmpty())
                owners.insert(keys.toString(), text);
        };
        for (const auto* action : m_bench->window.menuBar()->actions())
            take(action->text());
        for (auto* widget : m_bench->window.findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->window() != &m_bench->window)
                continue;
            if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
                take(button->text());
            if (const auto* label = qobject_cast<const QLabel*>(widget); label && label->buddy())
                take(label->text());
            if (const auto* box = qobject_cast<const QGroupBox*>(widget))
                take(box->title());
            if (const auto* tabs = qobject_cast<const QTabBar*>(widget))
                for (int i = 0; i < tabs->count(); ++i)
                    take(tabs->tabText(i));
        }
        return owners;
    }

    // Texts, ticks and the first rows of tables, by dock.
    QMap<QString, QStringList> shownTexts() const
    {
        QMap<QString, QStringList> texts;
        for (const auto* dock : m_bench->window.findChildren<QDockWidget*>())
            for (auto* widget : dock->widget()->findChildren<QWidget*>())
                texts[dock->objectName()] << textOfWidget(*widget);
        return texts;
    }

    static QStringList textOfWidget(const QWidget& widget)
    {
        if (const auto* label = qobject_cast<const QLabel*>(&widget))
            return {"label " + label->text()};
        if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
            return {"button " + button->text() + (button->isChecked() ? " ticked" : "") +
                    (button->isEnabled() ? "" : " off")};
        if (const auto* box = qobject_cast<const QComboBox*>(&widget))
            return {"choice " + box->currentText()};
        if (const auto* line = qobject_cast<const QLineEdit*>(&widget))
            return {"text " + line->text()};
        const auto* view = qobject_cast<const QAbstractItemView*>(&widget);
        if (!view || !view->model() || qobject_cast<const QHeaderView*>(view))
            return {};
        QStringList texts{QString("%1: %2 rows").arg(view->accessibleName()).arg(view->model()->rowCount())};
        for (int row = 0; row < std::min(30, view->model()->rowCount()); ++row)
            for (int column = 0; column < view->model()->columnCount(); ++column)
                texts << view->model()->index(row, column).data().toString();
        return texts;
    }

    void choose(const QString& query)
    {
        m_bench->window.findChild<QAction*>("palette")->trigger();
        auto* search = m_bench->window.findChild<CommandPalette*>()->findChild<QLineEdit*>();
        QVERIFY(search->hasFocus());
        QTest::keyClicks(search, query);
        QTest::keyClick(search, Qt::Key_Return);
    }

    std::unique_ptr<WindowBench> m_bench;
};

QUANTSCOPE_TEST(TestPaletteWindow)
#include "tst_palettewindow.moc"
