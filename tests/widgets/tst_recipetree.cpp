// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeView>

#include "experiments/presets.h"
#include "madeupmodel.h"
#include "quant/overrides.h"
#include "recipe/recipetree.h"
#include "recipe/recipetreemodel.h"
#include "recipe/recipeview.h"
#include "testmain.h"

using namespace quantscope;

namespace {

int column(const char* field)
{
    return RecipeTreeModel::columnOf(*schemeField(field));
}

struct Bench
{
    RecipeTree tree;
    std::shared_ptr<const ModelOutline> outline = madeUpModel();
    Recipe recipe = findPreset("mquant-w8a8-w4a8")->make();
    QStringList texts;

    Bench()
    {
        QObject::connect(&tree, &RecipeTree::recipeEdited, &tree, [this](const Recipe& edited, const QString& what) {
            texts << what;
            set(edited);
        });
        tree.setOutline(outline);
        set(recipe);
        tree.resize(800, 700);
        tree.show();
        tree.view()->expandAll();
        tree.activateWindow();
        if (!QTest::qWaitForWindowActive(&tree))
            qWarning("the window does not become active");
        tree.view()->setFocus();
    }

    void set(const Recipe& next)
    {
        recipe = next;
        tree.setRecipe(recipe, resolve(recipe, outline->layers));
    }

    QModelIndex cell(const QString& tower, const QString& block, const QString& layer, int atColumn = 0) const
    {
        QModelIndex index;
        for (const auto& name : {tower, block, layer})
            for (int row = 0; !name.isEmpty() && row < tree.view()->model()->rowCount(index); ++row)
                if (const auto child = tree.view()->model()->index(row, 0, index); child.data().toString() == name) {
                    index = child;
                    break;
                }
        return index.siblingAtColumn(atColumn);
    }

    void select(const QModelIndexList& cells)
    {
        auto* selection = tree.view()->selectionModel();
        selection->setCurrentIndex(cells.front(), QItemSelectionModel::ClearAndSelect);
        for (const auto& index : cells)
            selection->select(index, QItemSelectionModel::Select);
    }
};

}

class RecipeTreeTest : public QObject
{
    Q_OBJECT

private slots:
    void modelObeysItsRules();
    void hasTowersBlocksAndLayers();
    void cellsSayWhereTheyComeFrom();
    void mixedRowsSaySo();
    void headStaysFloat();
    void onlyDownProjectionsHaveRms();
    void oneKeySetsManyCells();
    void controlEditsCell();
    void untouchedControlSetsNothing();
    void switchesFlip();
    void deleteResetsCells();
    void resetsRowsAndAllBelow();
    void updateKeepsSelectionAndExpansion();
    void selectionDoesNotLoop();
    void filters();
    void columnsCanBeChosen();
    void viewForwards();
    void manyLayersFollowTheRecipe();
};

void RecipeTreeTest::modelObeysItsRules()
{
    RecipeTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto outline = madeUpModel();
    Recipe recipe;
    model.setOutline(outline);
    model.setRecipe(recipe, resolve(recipe, outline->layers));
    setOverride(recipe, blockMatch(Tower::Llm, 1), "weight_bits", 4);
    model.setRecipe(recipe, resolve(recipe, outline->layers));
    const auto bigger = madeUpModel(5, 3);
    model.setOutline(bigger);
    model.setRecipe(recipe, resolve(recipe, bigger->layers));
    model.setOutline(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void RecipeTreeTest::hasTowersBlocksAndLayers()
{
    const Bench bench;
    const auto* model = bench.tree.view()->model();
    QCOMPARE(model->rowCount(), 3);
    const auto vision = bench.cell("Vision", {}, {});
    QCOMPARE(model->rowCount(vision), 3);
    QCOMPARE(model->index(0, 0, vision).data().toString(), QString("patch"));
    QCOMPARE(model->rowCount(bench.cell("Vision", "Block 1", {})), 4);
    QCOMPARE(model->rowCount(bench.cell("Projector", {}, {})), 2);
    QVERIFY(bench.cell("Language model", {}, "head").isValid());
}

void RecipeTreeTest::cellsSayWhereTheyComeFrom()
{
    Bench bench;
    const int bits = column("weight_bits");
    const auto down = bench.cell("Language model", "Block 1", "down_proj", bits);
    QCOMPARE(down.data().toString(), QString("4"));
    QVERIFY(down.data(Qt::ToolTipRole).toString().contains("from the tower's setting"));
    auto recipe = bench.recipe;
    Match rule;
    rule.tower = Tower::Llm;
    rule.role = Role::MlpDown;
    recipe.overrides.push_back({rule, {{"weight_bits", 5}}});
    bench.set(recipe);
    QCOMPARE(down.data().toString(), QString("5"));
    QVERIFY(down.data(Qt::ToolTipRole).toString().contains("from rule 1: llm, mlp_down"));
    setOverride(recipe, blockMatch(Tower::Llm, 1), "weight_bits", 6);
    bench.set(recipe);
    QVERIFY(down.data(Qt::ToolTipRole).toString().contains("inherited from block 1"));
    QCOMPARE(down.data(RecipeTreeModel::StatusRole).toInt(), int(RecipeTreeModel::Inherited));
    setOverride(recipe, layerMatch(bench.outline->layers[size_t(down.data(RecipeTreeModel::LayerRole).toInt())]),
                "weight_bits", 7);
    bench.set(recipe);
    QCOMPARE(down.data().toString(), QString("7"));
    QVERIFY(down.data(Qt::FontRole).value<QFont>().bold());
    QCOMPARE(down.data(Qt::AccessibleTextRole).toString(), QString("Weight bits: 7, set for this layer"));
}

void RecipeTreeTest::mixedRowsSaySo()
{
    Bench bench;
    const int bits = column("weight_bits");
    auto recipe = bench.recipe;
    const auto out = layerNamed(*bench.outline, "mlp1.3");
    setOverride(recipe, layerMatch(bench.outline->layers[size_t(out)]), "weight_bits", 4);
    const auto fc1 = layerNamed(*bench.outline, "vision_model.encoder.layers.0.mlp.fc1");
    setOverride(recipe, layerMatch(bench.outline->layers[size_t(fc1)]), "weight_bits", 4);
    bench.set(recipe);
    const auto block = bench.cell("Vision", "Block 0", {}, bits);
    QCOMPARE(block.data().toString(), QString("mixed"));
    QVERIFY(block.data(Qt::FontRole).value<QFont>().italic());
    QVERIFY(block.data(Qt::AccessibleTextRole).toString().contains("mixed"));
    QCOMPARE(bench.cell("Vision", {}, {}, bits).data().toString(), QString("8 …"));
    QCOMPARE(bench.cell("Vision", "Block 1", {}, bits).data().toString(), QString("8"));
}

void RecipeTreeTest::headStaysFloat()
{
    Bench bench;
    const auto head = bench.cell("Language model", {}, "head", column("weight_bits"));
    QCOMPARE(head.data().toString(), QString("16"));
    QVERIFY(head.data(Qt::ToolTipRole).toString().contains("stays in floating point"));
    QCOMPARE(bench.cell("Language model", {}, {}, column("weight_bits")).data().toString(), QString("4"));
    bench.select({head});
    QTest::keyClick(bench.tree.view(), '8');
    QCOMPARE(head.data().toString(), QString("8"));
}

void RecipeTreeTest::onlyDownProjectionsHaveRms()
{
    Bench bench;
    const auto fc1 = bench.cell("Vision", "Block 0", "fc1", column("split"));
    QVERIFY(!(fc1.flags() & Qt::ItemIsEditable));
    QVERIFY(fc1.data(Qt::ToolTipRole).toString().contains("down projections"));
    QCOMPARE(bench.cell("Vision", "Block 0", "fc2", column("split")).data().toString(), QString("on"));
    QCOMPARE(bench.cell("Vision", "Block 0", {}, column("split")).data().toString(), QString("on"));
}

void RecipeTreeTest::oneKeySetsManyCells()
{
    Bench bench;
    const int bits = column("weight_bits");
    bench.select({bench.cell("Language model", "Block 0", "q_proj", bits),
                  bench.cell("Language model", "Block 0", "k_proj", bits),
                  bench.cell("Language model", "Block 1", {}, bits),
                  bench.cell("Language model", "Block 0", "v_proj", column("weight_method"))});
    QTest::keyClick(bench.tree.view(), '8');
    QCOMPARE(bench.texts, QStringList{"3 rows: weight bits 8"});
    QCOMPARE(bench.recipe.overrides.size(), size_t(3));
    QCOMPARE(bench.cell("Language model", "Block 1", "q_proj", bits).data().toString(), QString("8"));
    QCOMPARE(bench.tree.view()->selectionModel()->selectedIndexes().size(), 4);
    bench.select({bench.cell("Vision", {}, {}, column("weight_method"))});
    QTest::keyClick(bench.tree.view(), 'r');
    QCOMPARE(bench.texts.last(), QString("Vision: method Round to nearest"));
    QCOMPARE(bench.recipe.vision.scheme.weightMethod, std::string("rtn"));
}

void RecipeTreeTest::controlEditsCell()
{
    Bench bench;
    auto* view = bench.tree.view();
    bench.select({bench.cell("Vision", "Block 0", "qkv", column("weight_group_size"))});
    QTest::keyClick(view, Qt::Key_F2);
    auto* spin = view->findChild<QAbstractSpinBox*>("weight_group_size");
    QVERIFY(spin);
    spin->selectAll();
    QTest::keyClicks(spin, "32");
    QTest::keyClick(spin, Qt::Key_Return);
    QTRY_COMPARE(bench.texts, QStringList{"vision.0.qkv: weight group size 32"});
    QTRY_VERIFY(!view->findChild<QAbstractSpinBox*>("weight_group_size"));
    bench.select({bench.cell("Vision", "Block 0", "qkv", column("observer"))});
    QTest::keyClick(view, Qt::Key_Return);
    auto* combo = view->findChild<QComboBox*>("observer");
    QVERIFY(combo);
    QTest::keyClick(combo, Qt::Key_Down);
    QCOMPARE(bench.texts.size(), 2);
    QVERIFY(bench.texts.last().startsWith("vision.0.qkv: observer "));
}

void RecipeTreeTest::untouchedControlSetsNothing()
{
    Bench bench;
    auto* view = bench.tree.view();
    bench.select({bench.cell("Vision", "Block 0", "qkv", column("weight_group_size"))});
    QTest::keyClick(view, Qt::Key_F2);
    QTest::keyClick(view->findChild<QAbstractSpinBox*>("weight_group_size"), Qt::Key_Return);
    QTRY_VERIFY(!view->findChild<QAbstractSpinBox*>("weight_group_size"));
    QCOMPARE(bench.texts.size(), 0);
    QVERIFY(bench.recipe.overrides.empty());
}

void RecipeTreeTest::switchesFlip()
{
    Bench bench;
    auto* view = bench.tree.view();
    const auto clip = bench.cell("Vision", "Block 1", "proj", column("weight_clip"));
    QCOMPARE(clip.data().toString(), QString("on"));
    bench.select({clip});
    for (const auto key : {Qt::Key_Space, Qt::Key_F2, Qt::Key_Return})
        QTest::keyClick(view, key);
    QCOMPARE(bench.texts.size(), 3);
    QCOMPARE(clip.data().toString(), QString("off"));
    const auto where = view->visualRect(clip).center();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, where);
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, where);
    QCOMPARE(bench.texts.size(), 4);
    QCOMPARE(clip.data().toString(), QString("on"));
}

void RecipeTreeTest::deleteResetsCells()
{
    Bench bench;
    const int bits = column("weight_bits");
    auto recipe = bench.recipe;
    setOverride(recipe, blockMatch(Tower::Llm, 0), "weight_bits", 8);
    setOverride(recipe, blockMatch(Tower::Llm, 0), "weight_clip", false);
    setOverride(recipe, blockMatch(Tower::Llm, 1), "weight_bits", 8);
    bench.set(recipe);
    bench.select({bench.cell("Language model", "Block 0", {}, bits), bench.cell("Language model", "Block 1", {}, bits),
                  bench.cell("Language model", "Block 1", "q_proj", bits)});
    QTest::keyClick(bench.tree.view(), Qt::Key_Delete);
    QCOMPARE(bench.texts, QStringList{"2 rows: reset weight bits"});
    QCOMPARE(bench.recipe.overrides.size(), size_t(1));
    QCOMPARE(bench.recipe.overrides[0].fields.dump(), std::string("{\"weight_clip\":false}"));
    QTest::keyClick(bench.tree.view(), Qt::Key_Delete);
    QCOMPARE(bench.texts.size(), 1);
}

void RecipeTreeTest::resetsRowsAndAllBelow()
{
    Bench bench;
    auto recipe = bench.recipe;
    const int query = layerNamed(*bench.outline, "language_model.model.layers.0.self_attn.q_proj");
    const auto& q = bench.outline->layers[size_t(query)];
    setOverride(recipe, layerMatch(q), "weight_bits", 8);
    setOverride(recipe, layerMatch(q), "observer", "ema");
    setOverride(recipe, blockMatch(Tower::Llm, 1), "weight_bits", 8);
    setOverride(recipe, blockMatch(Tower::Vision, 1), "weight_bits", 4);
    bench.set(recipe);
    const auto actions = bench.tree.view()->actions();
    bench.select({bench.cell("Language model", "Block 0", "q_proj")});
    QCOMPARE(actions[1]->text(), QString("Reset row"));
    actions[1]->trigger();
    QCOMPARE(bench.texts, QStringList{"llm.0.q_proj: reset all values"});
    QCOMPARE(bench.recipe.overrides.size(), size_t(2));
    bench.select({bench.cell("Language model", {}, {})});
    actions[2]->trigger();
    QCOMPARE(bench.recipe.overrides.size(), size_t(1));
    QCOMPARE(*bench.recipe.overrides[0].match.tower, Tower::Vision);
}

void RecipeTreeTest::updateKeepsSelectionAndExpansion()
{
    Bench bench;
    auto* view = bench.tree.view();
    const QSignalSpy resets(view->model(), &QAbstractItemModel::modelReset);
    view->collapse(bench.cell("Vision", {}, {}));
    bench.select({bench.cell("Language model", "Block 1", "k_proj", 1)});
    bench.tree.setOutline(bench.outline);
    bench.set(findPreset("float")->make());
    QCOMPARE(resets.count(), 0);
    QCOMPARE(view->currentIndex(), bench.cell("Language model", "Block 1", "k_proj", 1));
    QVERIFY(view->isExpanded(bench.cell("Language model", "Block 1", {})));
    QVERIFY(!view->isExpanded(bench.cell("Vision", {}, {})));
}

void RecipeTreeTest::selectionDoesNotLoop()
{
    Bench bench;
    QSignalSpy reported(&bench.tree, &RecipeTree::layerSelected);
    const int layer = layerNamed(*bench.outline, "language_model.model.layers.1.mlp.up_proj");
    bench.tree.view()->collapseAll();
    bench.tree.setSelectedLayer(layer);
    QCOMPARE(reported.count(), 0);
    QCOMPARE(bench.tree.view()->currentIndex().data(RecipeTreeModel::LayerRole).toInt(), layer);
    QVERIFY(bench.tree.view()->isExpanded(bench.cell("Language model", "Block 1", {})));
    QTest::keyClick(bench.tree.view(), Qt::Key_Down);
    QCOMPARE(reported.count(), 1);
    QCOMPARE(reported[0][0].toInt(), layer + 1);
    bench.tree.setSelectedLayer(-1);
    QVERIFY(!bench.tree.view()->currentIndex().isValid());
    QCOMPARE(reported.count(), 1);
    bench.tree.view()->setCurrentIndex(bench.cell("Language model", "Block 1", {}));
    QCOMPARE(reported.count(), 1);
}

void RecipeTreeTest::filters()
{
    Bench bench;
    auto* text = bench.tree.findChild<QLineEdit*>();
    QTest::keyClicks(text, "down_proj");
    QVERIFY(!bench.cell("Vision", {}, {}).isValid());
    QCOMPARE(bench.tree.view()->model()->rowCount(bench.cell("Language model", "Block 0", {})), 1);
    text->setText("block 1");
    QCOMPARE(bench.tree.view()->model()->rowCount(bench.cell("Language model", "Block 1", {})), 7);
    text->setText("nothing is called so");
    QVERIFY(!bench.tree.view()->isVisible());
    QVERIFY(bench.tree.findChild<QLabel*>()->isVisible());
    text->clear();
    auto recipe = bench.recipe;
    setOverride(recipe, blockMatch(Tower::Vision, 1), "weight_bits", 4);
    bench.set(recipe);
    for (auto* button : bench.tree.findChildren<QToolButton*>())
        if (button->accessibleName() == "Only rows with overrides")
            button->click();
    QCOMPARE(bench.tree.view()->model()->rowCount(), 1);
    QCOMPARE(bench.tree.view()->model()->rowCount(bench.cell("Vision", "Block 1", {})), 0);
    bench.tree.view()->setFocus();
    bench.select({bench.cell("Vision", "Block 1", {}, column("weight_bits"))});
    QTest::keyClick(bench.tree.view(), Qt::Key_Delete);
    QCOMPARE(bench.tree.view()->model()->rowCount(), 0);
}

void RecipeTreeTest::columnsCanBeChosen()
{
    Bench bench;
    auto* header = bench.tree.view()->header();
    QCOMPARE(header->count(), 1 + int(schemeFields().size()));
    const int damping = column("percdamp");
    QVERIFY(header->isSectionHidden(damping));
    header->actions()[damping - 1]->trigger();
    QVERIFY(!header->isSectionHidden(damping));
    RecipeTree other;
    other.setColumnState(bench.tree.columnState());
    QVERIFY(!other.view()->isColumnHidden(damping));
    QVERIFY(other.view()->header()->actions()[damping - 1]->isChecked());
}

void RecipeTreeTest::viewForwards()
{
    RecipeView view;
    const auto outline = madeUpModel();
    const auto recipe = findPreset("dynamic-w8a8")->make();
    view.setOutline(outline);
    view.setRecipe(recipe, resolve(recipe, outline->layers));
    QSignalSpy selected(&view, &RecipeView::layerSelected);
    QSignalSpy edited(&view, &RecipeView::recipeEdited);
    view.setSelectedLayer(3);
    QCOMPARE(selected.count(), 0);
    auto* tree = view.tree()->view();
    tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(1, 0)));
    QCOMPARE(selected.count(), 1);
    tree->setCurrentIndex(tree->currentIndex().siblingAtColumn(column("weight_bits")));
    QTest::keyClick(tree, '4');
    QCOMPARE(edited.count(), 1);
}

void RecipeTreeTest::manyLayersFollowTheRecipe()
{
    RecipeView view;
    view.resize(700, 900);
    view.show();
    const auto outline = madeUpModel(45, 45);
    auto recipe = findPreset("mquant-w8a8-w4a8")->make();
    for (int block = 0; block < 45; ++block)
        setOverride(recipe, blockMatch(Tower::Llm, block), "weight_bits", 5);
    view.setOutline(outline);
    view.tree()->view()->expandAll();
    const auto plan = resolve(recipe, outline->layers);
    view.setRecipe(recipe, plan);
    const auto* model = view.tree()->view()->model();
    for (int i = 0; i < 4; ++i) {
        const int bits = 3 + i % 2;
        recipe.vision.scheme.weightBits = recipe.llm.scheme.weightBits = bits;
        view.setRecipe(recipe, resolve(recipe, outline->layers));
        QCOMPARE(model->index(0, column("weight_bits")).data(Qt::EditRole).toInt(), bits);
    }
}

QUANTSCOPE_TEST(RecipeTreeTest)
#include "tst_recipetree.moc"
