// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDockWidget>
#include <QProcess>
#include <QTableView>

#include "archive/runarchive.h"
#include "runs/runspanel.h"
#include "testmain.h"
#include "windowdesk.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr int64_t dayQuestions = 6, longQuestions = 150;
const std::filesystem::path tinyModel = QUANTSCOPE_SOURCE_DIR "/tests/data/tinymodel";

RunsPanel* panelOf(Desk& desk)
{
    desk.window.showDock("runs");
    return desk.window.dock("runs")->findChild<RunsPanel*>();
}

QStringList namesIn(Desk& desk)
{
    QStringList list;
    const auto* model = panelOf(desk)->view()->model();
    for (int row = 0; row < model->rowCount(); ++row)
        list << model->index(row, RunTableModel::Name).data().toString().remove("⚠ "); // it has warnings
    list.sort();
    return list;
}

bool come(const std::function<bool()>& what)
{
    return QTest::qWaitFor(what, longWait);
}

std::string run(Desk& desk, const Recipe& recipe)
{
    desk.session.document.editRecipe(recipe, "test");
    desk.session.document.start();
    if (!desk.idle())
        QTest::qFail("a run did not end", __FILE__, __LINE__);
    return desk.session.runs.shown().record.id;
}

Recipe rotatedLlm(Recipe recipe)
{
    recipe.llm.rotate = recipe.llm.fuseNorms = true;
    return recipe;
}

}

// Five runs, two models, closing, a kill, and everything that is done with runs then.
class TestWorkingDay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("error");
    }

    void morning()
    {
        Desk desk(m_disk, dayQuestions);
        QVERIFY(desk.idle());
        m_first = run(desk, quick("naive-static-w8a8"));
        m_second = run(desk, rotatedLlm(desk.session.document.recipe()));
        m_third = run(desk, quick("dynamic-w8a8"));
        const QStringList expected{"Float", "dynamic-w8a8", "naive-static-w8a8", "naive-static-w8a8 + llm rotation"};
        QTRY_COMPARE_WITH_TIMEOUT(namesIn(desk), expected, 20000);
        Q_EMIT panelOf(desk)->noteEdited(QString::fromStdString(m_second), "heals");
        Q_EMIT panelOf(desk)->tagsEdited(QString::fromStdString(m_second), {"talk"});
        Q_EMIT panelOf(desk)->pinRequested(QString::fromStdString(m_first));
        QCOMPARE(desk.session.runs.pinned().record.id, m_first);
        desk.session.selection.selectLayer(7);
        desk.window.close();
    }

    void anotherModel()
    {
        Desk desk(m_disk, dayQuestions);
        QVERIFY(desk.idle());
        QVERIFY(come([&] { return desk.session.runs.shown().record.id == m_third; }));
        QCOMPARE(desk.session.runs.pinned().record.id, m_first);
        QCOMPARE(desk.session.selection.layer(), 7);
        QVERIFY(sameRecipe(desk.session.document.recipe(), quick("dynamic-w8a8")));
        desk.session.document.open({tinyModel, tinyModel / "q.tsv", {}});
        QVERIFY(come([&] { return desk.session.document.opened().sources.model == tinyModel; }) && desk.idle());
        m_fourth = run(desk, quick("naive-static-w8a8"));
        QVERIFY(m_fourth != m_first);
        QTRY_COMPARE_WITH_TIMEOUT(namesIn(desk), QStringList({"Float", "naive-static-w8a8"}), 20000);
        desk.keeper.keep();
    }

    // Killed in the middle of its answers.
    void noon()
    {
        QProcess program;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        environment.insert("XDG_CACHE_HOME", m_disk.folder.filePath("othercache"));
        program.setProcessEnvironment(environment);
        program.start(QUANTSCOPE_WINDOW,
                      {"--demo", "--store", QString::fromStdString(m_disk.store().string()), "--settings",
                       m_disk.folder.filePath("other.ini"), "--preset", "dynamic-w8a8", "--run", "--eval_num",
                       QString::number(longQuestions)});
        RunArchive archive(m_disk.store());
        const auto underWay = [&]() -> std::string {
            for (const auto& each : archive.list())
                if (each.state == RunState::Running && !each.recipeHash.empty() && each.answered > 0)
                    return each.id;
            return {};
        };
        QVERIFY(come([&] { return !underWay().empty() || program.state() == QProcess::NotRunning; }));
        m_fifth = underWay();
        program.kill();
        QVERIFY(program.waitForFinished());
        QVERIFY(!m_fifth.empty());
        const auto left = archive.summary(m_fifth);
        QCOMPARE(left.state, RunState::Interrupted);
        QCOMPARE(left.name, std::string("Dynamic W8A8"));
        QCOMPARE(archive.load(m_fifth).predictions.size(), size_t(left.answered));
        QVERIFY(archive.complaints().empty());
    }

    void afternoon()
    {
        Desk desk(m_disk, dayQuestions);
        QVERIFY(desk.idle()); // the tiny model again
        QCOMPARE(desk.session.document.opened().sources.model, tinyModel);
        auto* panel = panelOf(desk);
        auto everywhere = panel->filter();
        everywhere.everywhere = true;
        panel->setFilter(everywhere);
        QVERIFY(come([&] { return panel->view()->model()->rowCount() == 7; })); // five, and the models' own
        everywhere.text = "heals";
        panel->setFilter(everywhere);
        QCOMPARE(namesIn(desk), QStringList{"naive-static-w8a8 + llm rotation"});
        everywhere.text.clear();
        everywhere.tag = "talk";
        panel->setFilter(everywhere);
        QCOMPARE(namesIn(desk), QStringList{"naive-static-w8a8 + llm rotation"});
        everywhere.tag.clear();
        panel->setFilter(everywhere);

        // A run of the demo opens the demo.
        Q_EMIT panel->showRequested(QString::fromStdString(m_second));
        QVERIFY(come([&] { return desk.session.runs.shown().record.id == m_second; }) && desk.idle());
        QVERIFY(desk.session.document.opened().sources == demoSources());
        QCOMPARE(desk.session.runs.shown().record.note, std::string("heals"));

        // The killed one goes on from where it was.
        Q_EMIT panel->continueRequested(QString::fromStdString(m_fifth));
        QVERIFY(come([&] { return desk.session.runs.shown().record.id == m_fifth; }) && desk.idle());
        QCOMPARE(desk.session.runs.shown().record.predictions.size(), size_t(longQuestions));
        QCOMPARE(RunArchive(m_disk.store()).summary(m_fifth).state, RunState::Complete);

        Q_EMIT panel->compareRequested({QString::fromStdString(m_first), QString::fromStdString(m_second)});
        QCOMPARE(desk.session.selection.comparedRuns().size(), 2);

        const auto ids = [&] {
            std::vector<std::string> all;
            for (const auto& each : RunArchive(m_disk.store()).list())
                all.push_back(each.id);
            return all;
        };
        const auto isListed = [&](const std::string& id) { return std::ranges::count(ids(), id) == 1; };
        Q_EMIT panel->deleteRequested({QString::fromStdString(m_second), QString::fromStdString(m_third)});
        QVERIFY(come([&] { return !isListed(m_second) && !isListed(m_third); }));
        QVERIFY(come([&] { return panel->view()->model()->rowCount() == 5; }));
        desk.session.document.undoStack().undo();
        QVERIFY(come([&] { return isListed(m_second) && isListed(m_third); }));
        QVERIFY(come([&] { return panel->view()->model()->rowCount() == 7; }));
        desk.window.close();
    }

private:
    Disk m_disk;
    std::string m_first, m_second, m_third, m_fourth, m_fifth;
};

QUANTSCOPE_TEST(TestWorkingDay)
#include "tst_workingday.moc"
