// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>
#include <QTranslator>

#include <algorithm>
#include <set>

#include "experiments/presets.h"
#include "guitest.h"
#include "madeupmodel.h"
#include "recipe/flatcontrols.h"
#include "recipe/recipematrix.h"
#include "recipe/recipeview.h"
#include "recipe/touchedlayers.h"
#include "testmain.h"
#include "why/whytexts.h"

using namespace quantscope;
using quantscope::test::named;

namespace {

// Every field has an effect: what only static ranges read, or what only dynamic ones do.
Recipe busy(bool isStatic)
{
    auto recipe = findPreset("mquant-w8a8-w4a8")->make();
    recipe.onlineHadamardSigns = true;
    for (const Tower tower : allTowers()) {
        auto& scheme = recipe.tower(tower).scheme;
        scheme.weightBits = 4;
        scheme.weightGroupSize = 32;
        scheme.activationStatic = isStatic;
        scheme.rms = tower != Tower::Projector;
    }
    return recipe;
}

// Answers edits as the app does.
struct Bench
{
    RecipeView view;
    std::shared_ptr<const ModelOutline> outline = madeUpModel();
    Recipe recipe;
    QStringList texts;

    explicit Bench(const Recipe& start = busy(true))
    {
        QObject::connect(&view, &RecipeView::recipeEdited, &view, [this](const Recipe& edited, const QString& what) {
            texts << what;
            set(edited);
        });
        view.setOutline(outline);
        set(start);
        view.resize(330, 900);
        view.show();
        matrix().setOpen(true);
        view.activateWindow();
        if (!QTest::qWaitForWindowActive(&view))
            qWarning("the window does not become active");
    }

    void set(const Recipe& next)
    {
        recipe = next;
        const auto plan = resolve(recipe, outline->layers);
        view.setRecipe(recipe, plan);
        view.setIssues(validate(recipe, plan, *outline));
    }

    RecipeMatrix& matrix() const
    {
        return *view.panel()->matrix();
    }

    QWidget* cell(std::string_view setting, Tower tower = Tower::Vision) const
    {
        return matrix().cell(setting, tower);
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }

    // Heads and cells that arrows lead to, from the first cell on.
    std::set<QWidget*> reachable() const
    {
        std::vector<QWidget*> found{cell("rotate")};
        for (size_t i = 0; i < found.size(); ++i)
            for (const auto key : {Qt::Key_Up, Qt::Key_Down, Qt::Key_Left, Qt::Key_Right}) {
                found[i]->setFocus();
                if (auto* line = found[i]->findChild<QLineEdit*>())
                    line->selectAll();
                press(key);
                if (std::find(found.begin(), found.end(), QApplication::focusWidget()) == found.end())
                    found.push_back(QApplication::focusWidget());
            }
        return {found.begin(), found.end()};
    }
};

// Types another value into the cell with the focus, and says which.
nlohmann::json typeAnother(const Bench& bench, QWidget* cell)
{
    if (auto* box = qobject_cast<QCheckBox*>(cell)) {
        const bool before = box->isChecked();
        bench.press(Qt::Key_Space);
        return !before;
    }
    if (auto* combo = qobject_cast<QComboBox*>(cell)) {
        const int other = combo->currentIndex() == 0 ? 1 : 0;
        const auto value = combo->itemData(other);
        QTest::keyClick(cell, combo->itemText(other)[0].toLatin1());
        return value.metaType().id() == QMetaType::QString ? nlohmann::json(value.toString().toStdString())
                                                           : nlohmann::json(value.toLongLong());
    }
    auto* line = qobject_cast<QLineEdit*>(cell) ? qobject_cast<QLineEdit*>(cell) : cell->findChild<QLineEdit*>();
    line->selectAll();
    const bool real = qobject_cast<QDoubleSpinBox*>(cell) != nullptr;
    QTest::keyClicks(cell, real ? "0.5" : "16");
    bench.press(Qt::Key_Return);
    return real ? nlohmann::json(0.5) : nlohmann::json(16);
}

}

class RecipeMatrixTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldOfEveryTowerByKeys_data();
    void everyFieldOfEveryTowerByKeys();
    void globalSettingsByKeys();
    void arrowsSkipWhatMeansNothing();
    void theMatrixIsOneTabStop();
    void enterOpensLists();
    void arrowsInsideTypedText();
    void cellWithoutEffectGivesTheFocusUp();
    void whyByKeyAndByMouse();
    void whyOfAGlobalSetting();
    void sameInAllTowers();
    void hoveredRowMarksAllTowers();
    void dashesSayWhy();
    void foldedChangesAreCounted();
    void issuesHaveSignsAndWords();
    void namesAreSpoken();
    void noTextIsCut_data();
    void noTextIsCut();
    void overridesAreCounted();
};

void RecipeMatrixTest::everyFieldOfEveryTowerByKeys_data()
{
    QTest::addColumn<bool>("isStatic");
    QTest::newRow("static ranges") << true;
    QTest::newRow("dynamic ranges") << false;
}

// What the recipe's file says differs in this one place, and by this value.
void RecipeMatrixTest::everyFieldOfEveryTowerByKeys()
{
    QFETCH(bool, isStatic);
    static std::set<std::string> changed;
    Bench bench(busy(isStatic));
    const auto reachable = bench.reachable();
    QVERIFY(bench.texts.isEmpty());
    for (const auto& row : settingRows())
        for (const Tower tower : allTowers()) {
            if (row.global || !whyNone(row, tower).isEmpty())
                continue;
            bench.set(busy(isStatic));
            auto* cell = bench.cell(row.id, tower);
            if (!cell->isEnabled())
                continue;
            const std::string path = "/towers/" + std::string(towerId(tower)) + '/' + std::string(row.id);
            QVERIFY2(reachable.contains(cell), path.c_str());
            cell->setFocus();
            bench.texts.clear();
            const auto before = recipeToJson(bench.recipe);
            const auto value = typeAnother(bench, cell);
            const auto difference = nlohmann::json::diff(before, recipeToJson(bench.recipe));
            QVERIFY2(difference.size() == 1, (path + ": " + difference.dump()).c_str());
            QCOMPARE(QString::fromStdString(difference[0]["path"]), QString::fromStdString(path));
            QVERIFY2(difference[0]["value"] == value, (path + ": " + difference.dump()).c_str());
            QCOMPARE(bench.texts.size(), 1);
            const QString towerWord = tower == Tower::Vision ? "Vision: "
                : tower == Tower::Projector                  ? "Projector: "
                                                             : "LLM: ";
            QVERIFY2(bench.texts[0].startsWith(towerWord), qPrintable(bench.texts[0]));
            changed.insert(path);
        }
    // 4 transforms less those that a tower lacks, 19 fields less the projector's splits and the two towers' modalities.
    if (!isStatic)
        QCOMPARE(changed.size(), size_t(3 * 19 - 3 - 2 + 3 * 2 + 2 + 1));
}

void RecipeMatrixTest::globalSettingsByKeys()
{
    Bench bench;
    const auto reachable = bench.reachable();
    int count = 0;
    for (const auto& setting : globalSettings()) {
        bench.set(busy(true));
        auto* cell = bench.cell(setting.id);
        QVERIFY2(cell->isEnabled(), setting.id);
        QVERIFY2(reachable.contains(cell), setting.id);
        cell->setFocus();
        bench.texts.clear();
        const auto before = recipeToJson(bench.recipe);
        typeAnother(bench, cell);
        const auto difference = nlohmann::json::diff(before, recipeToJson(bench.recipe));
        QVERIFY2(difference.size() == 1, (setting.id + difference.dump()).c_str());
        const auto path = QString::fromStdString(difference[0]["path"]);
        const QString id =
            QLatin1String(setting.id) == "calib_mode" ? QString("mode") : QString::fromLatin1(setting.id);
        QVERIFY2(path == '/' + id || path == "/calibration/" + id, qPrintable(path));
        QCOMPARE(bench.texts.size(), 1);
        ++count;
    }
    QCOMPARE(count, 11);
}

void RecipeMatrixTest::arrowsSkipWhatMeansNothing()
{
    const Bench bench;
    bench.cell("rotate")->setFocus();
    bench.press(Qt::Key_Right);
    QCOMPARE(QApplication::focusWidget(), bench.cell("rotate", Tower::Llm));
    bench.press(Qt::Key_Right);
    QCOMPARE(QApplication::focusWidget(), bench.cell("rotate", Tower::Llm));
    bench.press(Qt::Key_Left);
    bench.press(Qt::Key_Left);
    QCOMPARE(QApplication::focusWidget()->accessibleName(), QString("Rotation, all towers"));
    // Through a cell that all towers share, back into the column.
    bench.cell("observer", Tower::Llm)->setFocus();
    bench.press(Qt::Key_Down);
    QCOMPARE(QApplication::focusWidget(), bench.cell("protocol"));
    bench.press(Qt::Key_Up);
    QCOMPARE(QApplication::focusWidget(), bench.cell("observer", Tower::Llm));
    QVERIFY(bench.texts.isEmpty());
}

void RecipeMatrixTest::theMatrixIsOneTabStop()
{
    const Bench bench;
    bench.cell("weight_bits", Tower::Llm)->setFocus();
    bench.press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget()->objectName(), QString("more"));
    bench.press(Qt::Key_Tab);
    QVERIFY(!bench.matrix().isAncestorOf(QApplication::focusWidget()));
    bench.press(Qt::Key_Backtab, Qt::ShiftModifier);
    bench.press(Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(QApplication::focusWidget(), bench.cell("weight_bits", Tower::Llm));
    bench.press(Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(QApplication::focusWidget()->objectName(), QString("issues")); // this recipe has some
    bench.press(Qt::Key_Backtab, Qt::ShiftModifier);
    QVERIFY(!bench.matrix().isAncestorOf(QApplication::focusWidget()));
}

void RecipeMatrixTest::enterOpensLists()
{
    Bench bench;
    auto* method = qobject_cast<QComboBox*>(bench.cell("weight_method", Tower::Projector));
    method->setFocus();
    bench.press(Qt::Key_Return);
    QTRY_VERIFY(method->view()->isVisible());
    QCOMPARE(method->itemText(0), QString("Round to nearest"));
    QCOMPARE(qobject_cast<FlatComboBox*>(method)->shownText(), QString("GPTQ"));
    method->hidePopup();
    bench.cell("act_order")->setFocus();
    bench.press(Qt::Key_F2);
    QCOMPARE(bench.texts, QStringList{"Vision: act-order off"});
}

void RecipeMatrixTest::arrowsInsideTypedText()
{
    Bench bench;
    auto* group = qobject_cast<QSpinBox*>(bench.cell("weight_group_size"));
    group->setFocus();
    group->selectAll();
    QTest::keyClicks(group, "64");
    bench.press(Qt::Key_Left); // within the number
    QCOMPARE(QApplication::focusWidget(), group);
    QVERIFY(bench.texts.isEmpty());
    bench.press(Qt::Key_Down); // away from it: the number counts
    QVERIFY(QApplication::focusWidget() != group);
    QCOMPARE(bench.texts, QStringList{"Vision: weight group size 64"});
    bench.cell("weight_group_size")->setFocus();
    group->selectAll();
    bench.press(Qt::Key_Right);
    QCOMPARE(QApplication::focusWidget(), bench.cell("weight_group_size", Tower::Projector));
    bench.press(Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(bench.texts.last(), QString("Projector: weight group size 64"));
}

void RecipeMatrixTest::cellWithoutEffectGivesTheFocusUp()
{
    Bench bench;
    bench.cell("observer", Tower::Projector)->setFocus();
    bench.set(busy(false));
    QVERIFY(!bench.cell("observer", Tower::Projector)->isEnabled());
    QCOMPARE(QApplication::focusWidget()->accessibleName(), QString("Observer, all towers"));
    bench.press(Qt::Key_F1);
    QCOMPARE(bench.matrix().findChild<WhyPopover*>()->card().title, QString("Observer"));
}

void RecipeMatrixTest::whyByKeyAndByMouse()
{
    Bench bench;
    bench.view.setSelectedLayer(layerNamed(*bench.outline, "vision_model.encoder.layers.1.mlp.fc2"));
    QSignalSpy lessons(&bench.view, &RecipeView::lessonAsked);
    std::vector<std::vector<int>> marked;
    connect(&bench.view, &RecipeView::layersHovered, this,
            [&](const std::vector<int>& layers) { marked.push_back(layers); });
    auto* popover = bench.matrix().findChild<WhyPopover*>();
    const auto expected = onlineHadamardLayers(bench.outline->layers, Tower::Vision);
    for (const auto key : {Qt::Key_F1, Qt::Key_Question}) {
        marked.clear();
        bench.cell("online_hadamard")->setFocus();
        if (key == Qt::Key_F1)
            bench.press(key);
        else
            QTest::keyClick(QApplication::focusWidget(), '?');
        QVERIFY(popover->isVisible());
        QCOMPARE(popover->card().title, QString("Online Hadamard, vision tower"));
        QCOMPARE(popover->card().does, QString(whyText("online_hadamard")->does));
        QCOMPARE(popover->card().layerCount, 2);
        QCOMPARE(popover->card().layers, QStringList{"Vision: blocks 0 to 1: fc2"});
        QCOMPARE(popover->card().selectedLayer, QString("vision.1.fc2"));
        QVERIFY(popover->card().touchesSelected);
        QVERIFY(marked.back() == expected);
        QTest::keyClick(popover, Qt::Key_Escape);
        QVERIFY(!popover->isVisible());
        QVERIFY(marked.back().empty());
    }
    QVERIFY(bench.texts.isEmpty());
    // The sign in the row is about all towers.
    named<QToolButton>(bench.view, "Why: Online Hadamard")->click();
    QCOMPARE(popover->card().title, QString("Online Hadamard"));
    QCOMPARE(
        popover->card().layers,
        (QStringList{"Vision: blocks 0 to 1: fc2", "Projector: mlp1.3", "Language model: blocks 0 to 1: down_proj"}));
    named<QAbstractButton>(*popover, "Show in Learn")->click();
    QCOMPARE(lessons.count(), 1);
    QCOMPARE(lessons[0][0].toString(), QString("online"));
}

void RecipeMatrixTest::whyOfAGlobalSetting()
{
    Bench bench;
    auto* popover = bench.matrix().findChild<WhyPopover*>();
    bench.cell("protocol")->setFocus();
    bench.press(Qt::Key_F1);
    QCOMPARE(popover->card().title, QString("Protocol"));
    QCOMPARE(popover->card().layerCount, int(bench.outline->layers.size()));
    QVERIFY(popover->card().page.isEmpty());
    popover->close();
    // Each setting has a sign of its own.
    for (const auto& row : settingRows()) {
        named<QToolButton>(bench.view, "Why: " + settingTitle(row))->click();
        QCOMPARE(popover->card().title.section(',', 0, 0), settingTitle(row));
        QVERIFY(!popover->card().hurts.isEmpty());
        popover->close();
    }
}

void RecipeMatrixTest::sameInAllTowers()
{
    Bench bench;
    const auto choose = [&](const QString& head, const QString& value) {
        auto* menu = named<QToolButton>(bench.view, head + ", all towers")->findChild<QMenu*>();
        emit menu->aboutToShow();
        for (auto* action : menu->actions())
            if (action->text() == value)
                action->trigger();
    };
    choose("Weight bits", "8");
    QCOMPARE(bench.texts, QStringList{"all towers: weight bits 8"});
    for (const Tower tower : allTowers())
        QCOMPARE(bench.recipe.tower(tower).scheme.weightBits, 8);
    choose("RMS split", "off");
    QVERIFY(!bench.recipe.vision.scheme.rms && !bench.recipe.llm.scheme.rms);
    bench.recipe.llm.scheme.weightGroupSize = 64;
    bench.set(bench.recipe);
    choose("Weight group size", "64"); // as one of the towers has it
    QCOMPARE(bench.recipe.projector.scheme.weightGroupSize, int64_t(64));
    bench.set({});
    choose("Rotation", "on");
    QVERIFY(bench.recipe.vision.rotate && bench.recipe.llm.rotate && !bench.recipe.projector.rotate);
    QVERIFY(bench.recipe.projector.fuseNorms);
    QVERIFY(!named<QToolButton>(bench.view, "Image tokens first, all towers")->findChild<QMenu*>());
}

void RecipeMatrixTest::hoveredRowMarksAllTowers()
{
    const Bench bench;
    std::vector<int> marked;
    connect(&bench.view, &RecipeView::layersHovered, this, [&](const std::vector<int>& layers) { marked = layers; });
    const auto& layers = bench.outline->layers;
    auto expected = rotationLayers(layers, Tower::Vision);
    const auto more = rotationLayers(layers, Tower::Llm);
    expected.insert(expected.end(), more.begin(), more.end());
    auto* head = named(bench.view, "Rotation, all towers");
    QEnterEvent enter({1, 1}, {1, 1}, {1, 1});
    QCoreApplication::sendEvent(head, &enter);
    QVERIFY(!marked.empty() && marked == expected);
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(head, &leave);
    QVERIFY(marked.empty());
}

void RecipeMatrixTest::dashesSayWhy()
{
    const Bench bench;
    int dashes = 0;
    for (const auto& row : settingRows())
        for (const Tower tower : allTowers())
            if (!bench.cell(row.id, tower)) {
                auto* dash = named<QLabel>(bench.view, cellTitle(row, tower));
                QCOMPARE(dash->text(), QString("–"));
                QVERIFY2(dash->toolTip().endsWith('.') && dash->toolTip().size() > 40, qPrintable(dash->toolTip()));
                ++dashes;
            }
    QCOMPARE(dashes, 1 + 2 + 2 + 3); // rotation; images first; by modality; the split's three
}

void RecipeMatrixTest::foldedChangesAreCounted()
{
    Bench bench(Recipe{});
    auto* more = bench.matrix().findChild<QToolButton*>("more");
    QCOMPARE(more->text(), QString("More"));
    auto recipe = bench.recipe;
    recipe.llm.scheme.percdamp = 0.1;
    recipe.vision.scheme.percdamp = 0.1; // the same row
    recipe.calibration.errorSamples = 3;
    recipe.llm.scheme.weightBits = 4; // not folded
    bench.set(recipe);
    QCOMPARE(bench.matrix().foldedChanges(), 2);
    QCOMPARE(more->text(), QString("More (2 not at default)"));
    QVERIFY(more->toolTip().contains("Damping") && more->toolTip().contains("Error samples"));
    more->click();
    QVERIFY(!bench.matrix().isOpen() && !bench.cell("percdamp")->isVisible());
    more->click();
    QVERIFY(bench.cell("percdamp")->isVisible());
}

void RecipeMatrixTest::issuesHaveSignsAndWords()
{
    Bench bench(findPreset("mquant-w8a8-w4a8")->make());
    auto* corner = bench.matrix().findChild<QToolButton*>("issues");
    QVERIFY(!corner->isVisible());
    const QString note = "no Hadamard transform inside the projector";
    QVERIFY(!bench.cell("online_hadamard", Tower::Projector)->toolTip().contains(note));
    auto recipe = bench.recipe;
    recipe.protocol = Protocol::MQuant;
    bench.set(recipe);
    QVERIFY(bench.cell("online_hadamard", Tower::Projector)->toolTip().contains(note));
    QVERIFY(bench.cell("online_hadamard", Tower::Projector)->accessibleDescription().contains(note));
    QVERIFY(!bench.cell("online_hadamard", Tower::Vision)->toolTip().contains(note));
    QVERIFY(bench.cell("new_tokens")->toolTip().contains("1024 tokens"));
    QVERIFY(corner->isVisible());
    QCOMPARE(corner->text(), QString("ℹ 3"));
    QVERIFY(corner->toolTip().contains(note));
    recipe.protocol = Protocol::Exact;
    recipe.llm.fuseNorms = false;
    bench.set(recipe);
    QCOMPARE(corner->text(), QString("✖ 1"));
    QVERIFY(bench.cell("fuse_norms", Tower::Llm)->toolTip().contains("✖ "));
}

void RecipeMatrixTest::namesAreSpoken()
{
    const Bench bench;
    QCOMPARE(bench.cell("rotate")->accessibleName(), QString("Rotation, vision tower"));
    QCOMPARE(bench.cell("weight_bits", Tower::Projector)->accessibleName(), QString("Weight bits, projector"));
    QCOMPARE(bench.cell("aifs", Tower::Llm)->accessibleName(), QString("Image tokens first, language model"));
    QCOMPARE(bench.cell("seed")->accessibleName(), QString("Seed"));
    for (const auto& row : settingRows())
        for (const Tower tower : allTowers())
            if (const auto* cell = bench.cell(row.id, tower)) {
                QCOMPARE(cell->objectName().toStdString(), std::string(row.id));
                QVERIFY2(!cell->toolTip().isEmpty() && !cell->accessibleDescription().isEmpty(), row.id.data());
            }
}

void RecipeMatrixTest::noTextIsCut_data()
{
    QTest::addColumn<bool>("chinese");
    QTest::addColumn<double>("scale");
    QTest::newRow("English") << false << 1.0;
    QTest::newRow("Chinese") << true << 1.0;
    QTest::newRow("English, 150 %") << false << 1.5;
    QTest::newRow("Chinese, 150 %") << true << 1.5;
}

void RecipeMatrixTest::noTextIsCut()
{
    QFETCH(bool, chinese);
    QFETCH(double, scale);
    QTranslator texts, core;
    if (chinese) {
        QVERIFY(texts.load(QStringLiteral(QUANTSCOPE_TRANSLATIONS) + QStringLiteral("/quantscope_zh.qm")));
        QVERIFY(core.load(QStringLiteral(QUANTSCOPE_TRANSLATIONS) + QStringLiteral("/core_zh.qm")));
        QCoreApplication::installTranslator(&texts);
        QCoreApplication::installTranslator(&core);
    }
    Bench bench;
    auto font = bench.view.font();
    font.setPointSizeF(font.pointSizeF() * scale);
    bench.view.setFont(font);
    auto recipe = busy(true);
    for (const Tower tower : allTowers())
        recipe.tower(tower).scheme.observer = "percentile"; // the longest
    bench.set(recipe);
    bench.view.resize(std::max(bench.view.minimumSizeHint().width(), int(330 * scale)), int(760 * scale));
    QCoreApplication::processEvents();
    if (scale == 1)
        QVERIFY2(bench.view.width() == 330, qPrintable(QString::number(bench.view.width())));
    int seen = 0;
    const auto check = [&](const QWidget* widget, const QString& text) {
        const int needed = widget->fontMetrics().horizontalAdvance(text);
        QVERIFY2(needed <= widget->width(),
                 qPrintable(QString("%1: %2 > %3").arg(text).arg(needed).arg(widget->width())));
        QVERIFY2(widget->fontMetrics().height() <= widget->height(), qPrintable(text));
        ++seen;
    };
    for (auto* head : bench.matrix().findChildren<FlatHead*>())
        check(head, head->text());
    for (auto* combo : bench.matrix().findChildren<FlatComboBox*>())
        check(combo, combo->shownText());
    for (auto* label : bench.matrix().findChildren<QLabel*>("title"))
        check(label, label->text());
    for (auto* spin : bench.matrix().findChildren<QSpinBox*>())
        check(spin, spin->text());
    QVERIFY(seen > 60);
    QCoreApplication::removeTranslator(&texts);
    QCoreApplication::removeTranslator(&core);
}

void RecipeMatrixTest::overridesAreCounted()
{
    Bench bench;
    auto* only = named<QToolButton>(bench.view, "Only rows with overrides");
    QCOMPARE(only->text(), QString("Only overrides (0)"));
    auto recipe = bench.recipe;
    Match block;
    block.tower = Tower::Llm;
    block.firstBlock = block.lastBlock = 1;
    recipe.overrides.push_back({block, {{"weight_bits", 8}, {"weight_clip", false}}});
    Match layer;
    layer.name = "mlp1.3";
    recipe.overrides.push_back({layer, {{"weight_bits", 8}}});
    bench.set(recipe);
    QCOMPARE(only->text(), QString("Only overrides (2)"));
}

QUANTSCOPE_TEST(RecipeMatrixTest)
#include "tst_recipematrix.moc"
