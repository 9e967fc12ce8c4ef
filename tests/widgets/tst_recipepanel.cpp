// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>
#include <QWheelEvent>

#include "experiments/presets.h"
#include "guitest.h"
#include "madeupmodel.h"
#include "quant/overrides.h"
#include "recipe/controls.h"
#include "recipe/fieldtext.h"
#include "recipe/issuelabel.h"
#include "recipe/recipematrix.h"
#include "recipe/recipepanel.h"
#include "recipe/touchedlayers.h"
#include "testmain.h"

using namespace quantscope;
using quantscope::test::findNamed;

namespace {

// Answers edits as the app does.
struct Bench
{
    RecipePanel panel;
    std::shared_ptr<const ModelOutline> outline = madeUpModel();
    Recipe recipe;
    QStringList texts;

    explicit Bench(const char* preset = "mquant-w8a8-w4a8")
        : recipe(findPreset(preset)->make())
    {
        QObject::connect(&panel, &RecipePanel::recipeEdited, &panel, [this](const Recipe& edited, const QString& what) {
            texts << what;
            set(edited);
        });
        panel.setOutline(outline);
        set(recipe);
        panel.resize(380, 900);
        panel.show();
        panel.matrix()->setOpen(true);
    }

    void set(const Recipe& next)
    {
        recipe = next;
        panel.setRecipe(recipe, resolve(recipe, outline->layers));
    }

    // Of the matrix.
    template <typename T> T* cell(std::string_view setting, Tower tower = Tower::Vision) const
    {
        return qobject_cast<T*>(panel.matrix()->cell(setting, tower));
    }

    template <typename T> T* control(const QString& name) const
    {
        return qobject_cast<T*>(findNamed(panel, name));
    }
};

}

class RecipePanelTest : public QObject
{
    Q_OBJECT

private slots:
    void showsEveryFieldOfEveryTower();
    void settingARecipeTellsNothing();
    void choiceIsOneEdit();
    void typedNumberIsOneEdit();
    void groupSizeIsNeverZero();
    void rotationBringsNormFolding();
    void msqAndRmsAreOneEditEach();
    void idleControlsSayWhy();
    void controlStaysWhenALayerUsesIt();
    void presetsAreRecognized();
    void ownPresetGetsItsNameInPlace();
    void issuesStandWhereTheyBelong();
    void hoverTellsReachedLayers();
    void wheelOverUnfocusedControlEditsNothing();
    void wholeRecipeSettings();
    void protocolIsOneEditAndRulesSettings();
    void protocolsChangesAreNotes();
    void fitsNarrowDock();
};

void RecipePanelTest::showsEveryFieldOfEveryTower()
{
    Bench bench;
    for (const auto& field : schemeFields())
        for (const Tower tower : allTowers())
            QCOMPARE(bench.cell<QWidget>(field.id, tower) != nullptr, concerns(field, tower));
    QVERIFY(!bench.cell<QWidget>("rotate", Tower::Projector));
    QVERIFY(!bench.cell<QWidget>("aifs", Tower::Vision));
    QVERIFY(!bench.cell<QWidget>("activation_modalities", Tower::Vision));
    QVERIFY(bench.cell<QWidget>("activation_modalities", Tower::Llm));
    // By name, too.
    QCOMPARE(bench.control<QWidget>("Rotation, vision tower"), bench.cell<QWidget>("rotate", Tower::Vision));
    QCOMPARE(bench.control<QWidget>("Weight bits, language model"), bench.cell<QWidget>("weight_bits", Tower::Llm));
}

void RecipePanelTest::settingARecipeTellsNothing()
{
    Bench bench;
    const QSignalSpy edits(&bench.panel, &RecipePanel::recipeEdited);
    for (const auto& preset : presets())
        bench.set(preset.make());
    QCOMPARE(edits.count(), 0);
}

void RecipePanelTest::choiceIsOneEdit()
{
    Bench bench;
    auto* bits = bench.cell<QComboBox>("weight_bits", Tower::Llm);
    QCOMPARE(bits->currentText(), QString("4"));
    bits->setFocus();
    QTest::keyClick(bits, '5');
    QCOMPARE(bench.texts, QStringList{"LLM: weight bits 5"});
    QCOMPARE(bench.recipe.llm.scheme.weightBits, 5);
    QTest::qWait(QApplication::keyboardInputInterval() + 50); // else it searches for "58"
    QTest::keyClick(bits, '8');
    QCOMPARE(bench.texts.size(), 2);
    QCOMPARE(bench.recipe.llm.scheme.weightBits, 8);
    auto* clip = bench.cell<QCheckBox>("weight_clip", Tower::Vision);
    clip->click();
    QCOMPARE(bench.texts.last(), QString("Vision: clip search off"));
    QVERIFY(!bench.recipe.vision.scheme.weightClip);
}

void RecipePanelTest::typedNumberIsOneEdit()
{
    Bench bench;
    auto* group = bench.cell<QSpinBox>("weight_group_size", Tower::Llm);
    QCOMPARE(group->text(), QString("row"));
    group->setFocus();
    group->selectAll();
    QTest::keyClicks(group, "128");
    QCOMPARE(bench.texts.size(), 0);
    QTest::keyClick(group, Qt::Key_Return);
    QCOMPARE(bench.texts, QStringList{"LLM: weight group size 128"});
    QCOMPARE(bench.recipe.llm.scheme.weightGroupSize, 128);
}

void RecipePanelTest::groupSizeIsNeverZero()
{
    GroupSpinBox spin;
    spin.setMaximum(1 << 20);
    spin.setSpecialValueText("whole row");
    QCOMPARE(spin.value(), -1);
    spin.stepUp();
    QCOMPARE(spin.value(), 16);
    spin.stepUp();
    QCOMPARE(spin.value(), 32);
    spin.stepBy(-2);
    QCOMPARE(spin.value(), -1);
    spin.selectAll();
    QTest::keyClicks(&spin, "0");
    QTest::keyClick(&spin, Qt::Key_Return);
    QCOMPARE(spin.value(), -1);
}

void RecipePanelTest::rotationBringsNormFolding()
{
    Bench bench("float");
    bench.cell<QCheckBox>("rotate", Tower::Vision)->click();
    QCOMPARE(bench.texts, QStringList{"Vision: rotation on"});
    QVERIFY(bench.recipe.vision.rotate && bench.recipe.vision.fuseNorms && bench.recipe.projector.fuseNorms);
    QVERIFY(!bench.recipe.llm.fuseNorms);
    QVERIFY(bench.cell<QCheckBox>("fuse_norms", Tower::Projector)->isChecked());
    bench.cell<QCheckBox>("rotate", Tower::Llm)->click();
    QVERIFY(bench.recipe.llm.rotate && bench.recipe.llm.fuseNorms);
    bench.cell<QCheckBox>("rotate", Tower::Llm)->click();
    QVERIFY(!bench.recipe.llm.rotate && bench.recipe.llm.fuseNorms);
}

void RecipePanelTest::msqAndRmsAreOneEditEach()
{
    Bench bench("mquant-w8a8-w4a8");
    bench.cell<QCheckBox>("activation_modalities", Tower::Llm)->click();
    QVERIFY(bench.recipe.llm.scheme.msq);
    bench.cell<QCheckBox>("aifs", Tower::Llm)->click();
    QVERIFY(bench.recipe.llm.aifs);
    QCOMPARE(bench.texts.last(), QString("LLM: image tokens first on"));
    bench.cell<QCheckBox>("online_hadamard_signs")->click();
    QVERIFY(bench.recipe.onlineHadamardSigns);
    auto* channel = bench.cell<QSpinBox>("split_channel", Tower::Vision);
    QCOMPARE(channel->value(), 0);
    channel->setFocus();
    QTest::keyClick(channel, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(channel->text(), QString("auto"));
    QCOMPARE(bench.recipe.vision.scheme.rmsChannel, autoRms);
    QTest::keyClick(channel, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(channel, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(bench.recipe.vision.scheme.rmsChannel, int64_t(1));
    QCOMPARE(bench.texts.size(), 6);
    auto recipe = bench.recipe;
    recipe.llm.scheme.activationStatic = false;
    bench.set(recipe);
    QVERIFY(!bench.cell<QCheckBox>("activation_modalities", Tower::Llm)->isEnabled());
}

void RecipePanelTest::idleControlsSayWhy()
{
    Bench bench("float");
    auto* clip = bench.cell<QCheckBox>("weight_clip", Tower::Vision);
    QVERIFY(!clip->isEnabled());
    QVERIFY(clip->toolTip().contains("floating point"));
    auto recipe = bench.recipe;
    recipe.vision.scheme.weightBits = 4;
    recipe.vision.scheme.weightMethod = "rtn";
    recipe.vision.scheme.activationBits = 8;
    bench.set(recipe);
    QVERIFY(clip->isEnabled());
    QVERIFY(!bench.cell<QCheckBox>("act_order", Tower::Vision)->isEnabled());
    QVERIFY(bench.cell<QCheckBox>("act_order", Tower::Vision)->toolTip().contains("GPTQ"));
    QVERIFY(!bench.cell<QComboBox>("observer", Tower::Vision)->isEnabled());
    QVERIFY(bench.cell<QDoubleSpinBox>("activation_clip_ratio", Tower::Vision)->isEnabled());
    bench.cell<QCheckBox>("activation_static", Tower::Vision)->click();
    QVERIFY(bench.cell<QComboBox>("observer", Tower::Vision)->isEnabled());
    QVERIFY(!bench.cell<QDoubleSpinBox>("activation_clip_ratio", Tower::Vision)->isEnabled());
}

void RecipePanelTest::controlStaysWhenALayerUsesIt()
{
    Bench bench("float");
    auto recipe = bench.recipe;
    setOverride(recipe, blockMatch(Tower::Llm, 1), "weight_bits", 4);
    bench.set(recipe);
    QVERIFY(bench.cell<QComboBox>("weight_method", Tower::Llm)->isEnabled());
    QVERIFY(!bench.cell<QComboBox>("weight_method", Tower::Vision)->isEnabled());
}

void RecipePanelTest::presetsAreRecognized()
{
    Bench bench("quarot");
    auto* list = bench.control<QComboBox>("Preset");
    QCOMPARE(list->currentText(), QString("QuaRot-style W4A4"));
    auto recipe = bench.recipe;
    recipe.name = "another name";
    bench.set(recipe);
    QCOMPARE(list->currentText(), QString("QuaRot-style W4A4"));
    recipe.seed = 7;
    bench.set(recipe);
    QCOMPARE(list->currentText(), QString("Custom"));
    auto* remove = bench.control<QToolButton>("Delete own preset");
    QVERIFY(!remove->isEnabled());
    Recipe other;
    other.seed = 9;
    bench.panel.setOwnPresets({"other", "mine"}, {other, recipe});
    QCOMPARE(list->currentText(), QString("mine"));
    QSignalSpy removed(&bench.panel, &RecipePanel::ownPresetDeleteRequested);
    remove->click();
    QCOMPARE(removed.value(0).value(0).toString(), QString("mine"));

    QSignalSpy chosen(&bench.panel, &RecipePanel::presetChosen);
    QSignalSpy own(&bench.panel, &RecipePanel::ownPresetChosen);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Up);
    QCOMPARE(own.value(0).value(0).toString(), QString("other"));
    QCOMPARE(list->currentText(), QString("mine")); // until the owner answers
    QTest::keyClick(list, Qt::Key_Home);
    QTest::keyClick(list, 'N');
    QCOMPARE(chosen.value(0).value(0).toString(), QString("naive-static-w8a8"));
}

void RecipePanelTest::ownPresetGetsItsNameInPlace()
{
    Bench bench;
    bench.panel.setOwnPresets({"mine"});
    QSignalSpy saved(&bench.panel, &RecipePanel::ownPresetSaveRequested);
    auto* name = bench.control<QLineEdit>("Name of the own preset");
    auto* accept = bench.control<QPushButton>("Save the preset under this name");
    QVERIFY(!name->isVisible());
    bench.control<QToolButton>("Save as own preset")->click();
    QVERIFY(name->isVisible() && !accept->isEnabled());
    QTest::keyClicks(name, "mine");
    QCOMPARE(accept->text(), QString("Replace"));
    QTest::keyClicks(name, " too ");
    QCOMPARE(accept->text(), QString("Save"));
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(saved.count(), 1);
    QCOMPARE(saved[0][0].toString(), QString("mine too"));
    QVERIFY(!name->isVisible());
    bench.control<QToolButton>("Save as own preset")->click();
    QTest::keyClick(name, Qt::Key_Escape);
    QVERIFY(!name->isVisible() && bench.control<QComboBox>("Preset")->isVisible());
    QCOMPARE(saved.count(), 1);
}

void RecipePanelTest::issuesStandWhereTheyBelong()
{
    Bench bench;
    const int fc2 = layerNamed(*bench.outline, "vision_model.encoder.layers.1.mlp.fc2");
    bench.panel.setIssues(
        {{Severity::Warning, -1, message("issue.override_unmatched", {{"number", 3}})},
         {Severity::Error, -1, towerMessage("llm", message("issue.rotation_without_fusion"))},
         {Severity::Warning, fc2, layerMessage("fc2", message("issue.last_weight_group", {{"size", 48}}))}});
    QStringList texts;
    for (auto* label : bench.panel.findChildren<IssueLabel*>())
        if (label->isVisibleTo(&bench.panel))
            texts << label->toolTip();
    QCOMPARE(texts.size(), 3);
    QCOMPARE(texts[0], QString("✖ Cannot run: see \"Language model\" below\n⚠ override 3 matches no layer"));
    QVERIFY(texts.contains("⚠ fc2: the last weight group is shorter than 48"));
    QCOMPARE(texts.filter("✖ Cannot run: llm: rotation needs the norms folded").size(), 1);
    bench.panel.setIssues({});
    for (auto* label : bench.panel.findChildren<IssueLabel*>())
        QVERIFY(!label->isVisibleTo(&bench.panel));
}

void RecipePanelTest::hoverTellsReachedLayers()
{
    Bench bench;
    std::vector<std::vector<int>> reported;
    connect(&bench.panel, &RecipePanel::layersHovered, this,
            [&](const std::vector<int>& reached) { reported.push_back(reached); });
    const auto enter = [&](QWidget* widget) {
        QEnterEvent event({1, 1}, {1, 1}, {1, 1});
        QCoreApplication::sendEvent(widget, &event);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(widget, &leave);
    };
    const auto& layers = bench.outline->layers;
    enter(bench.cell<QCheckBox>("online_hadamard", Tower::Vision));
    QCOMPARE(reported.size(), size_t(2));
    QCOMPARE(reported[0], onlineHadamardLayers(layers, Tower::Vision));
    QCOMPARE(reported[0].size(), size_t(2));
    QVERIFY(reported[1].empty());

    auto recipe = bench.recipe;
    setOverride(recipe, blockMatch(Tower::Llm, 0), "weight_bits", 8);
    bench.set(recipe);
    reported.clear();
    enter(bench.cell<QComboBox>("weight_bits", Tower::Llm));
    QCOMPARE(reported[0].size(), size_t(7)); // block 1; block 0 has its own, the head stays in floating point
    for (const int layer : reported[0])
        QCOMPARE(layers[static_cast<size_t>(layer)].block, 1);
    reported.clear();
    enter(bench.cell<QCheckBox>("split", Tower::Llm));
    QCOMPARE(reported[0], onlineHadamardLayers(layers, Tower::Llm));
}

void RecipePanelTest::wheelOverUnfocusedControlEditsNothing()
{
    Bench bench;
    auto* bits = bench.cell<QComboBox>("weight_bits", Tower::Vision);
    bits->clearFocus();
    const QPointF at = bits->rect().center();
    QWheelEvent wheel(at, bits->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(bits, &wheel);
    QCOMPARE(bench.texts.size(), 0);
    QCOMPARE(bits->currentText(), QString("8"));
}

void RecipePanelTest::wholeRecipeSettings()
{
    Bench bench;
    auto* seed = bench.cell<QLineEdit>("seed");
    seed->setFocus();
    seed->selectAll();
    QTest::keyClicks(seed, "123456789012");
    QTest::keyClick(seed, Qt::Key_Return);
    QCOMPARE(bench.texts, QStringList{"seed 123456789012"});
    QCOMPARE(bench.recipe.seed, uint64_t(123456789012));
    auto* samples = bench.cell<QSpinBox>("weight_samples");
    samples->stepUp();
    QCOMPARE(bench.recipe.calibration.weightSamples, int64_t(129));
    auto* spread = bench.cell<QComboBox>("calib_mode");
    spread->setFocus();
    QTest::keyClick(spread, 't'); // "the first ones"
    QVERIFY(!bench.recipe.calibration.spread);
    QCOMPARE(bench.texts.size(), 3);
    bench.set(findPreset("float")->make());
    QVERIFY(!seed->isEnabled() && seed->toolTip().contains("nothing is rotated"));
    QVERIFY(!samples->isEnabled());
}

void RecipePanelTest::protocolIsOneEditAndRulesSettings()
{
    Bench bench;
    auto* protocol = bench.cell<QComboBox>("protocol");
    auto* fusion = bench.cell<QComboBox>("norm_fusion");
    QCOMPARE(protocol->currentIndex(), 0);
    QVERIFY(fusion->isEnabled());
    protocol->setFocus();
    QTest::keyClick(protocol, 'a');
    QCOMPARE(bench.texts, QStringList{"protocol as MQuant's code"});
    QCOMPARE(bench.recipe.protocol, Protocol::MQuant);
    QVERIFY(!fusion->isEnabled() && fusion->toolTip().contains("the protocol sets it"));
    QVERIFY(!bench.cell<QSpinBox>("new_tokens")->isEnabled());
    QVERIFY(!bench.cell<QComboBox>("calib_mode")->isEnabled());
    QVERIFY(bench.cell<QSpinBox>("activation_samples")->isEnabled());
    QTest::qWait(QApplication::keyboardInputInterval() + 50);
    QTest::keyClick(protocol, 'a'); // the next one
    QCOMPARE(bench.recipe.protocol, Protocol::Published);
    bench.set(findPreset("mquant-w8a8-w4a8")->make());
    QCOMPARE(protocol->currentIndex(), 0);
    QVERIFY(fusion->isEnabled());
}

void RecipePanelTest::protocolsChangesAreNotes()
{
    Bench bench;
    auto recipe = bench.recipe;
    recipe.protocol = Protocol::MQuant;
    bench.panel.setIssues(validate(recipe, resolve(recipe, bench.outline->layers), *bench.outline));
    QStringList lines;
    for (auto* label : bench.panel.findChildren<IssueLabel*>())
        lines << label->toolTip().split('\n');
    QVERIFY2(lines.contains("ℹ Protocol: projector: no Hadamard transform inside the projector "
                            "(rotate_visual_cross_attn)"),
             qPrintable(lines.join('\n')));
    QCOMPARE(lines.filter("ℹ Protocol: static ranges see whole answers of up to 1024 tokens").size(), 1);
    QVERIFY(lines.filter("✖").isEmpty());
}

void RecipePanelTest::fitsNarrowDock()
{
    Bench bench;
    bench.panel.matrix()->setOpen(false);
    const QSize all = bench.panel.matrix()->minimumSizeHint();
    QVERIFY2(all.width() <= 316 && all.height() <= 420,
             qPrintable(QString("%1x%2").arg(all.width()).arg(all.height())));
    bench.panel.matrix()->setOpen(true);
    const int least = bench.panel.minimumSizeHint().width();
    QVERIFY2(least <= 330, qPrintable(QString::number(least)));
    bench.panel.resize(330, 500);
    for (auto* bar : bench.panel.findChildren<QScrollBar*>())
        if (bar->orientation() == Qt::Horizontal)
            QTRY_COMPARE(bar->maximum(), 0);
}

QUANTSCOPE_TEST(RecipePanelTest)
#include "tst_recipepanel.moc"
