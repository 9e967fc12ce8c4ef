// SPDX-License-Identifier: GPL-3.0-or-later
#include <c10/core/InferenceMode.h>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/mm.h>

#include "mquant/mquantoptions.h"
#include "reference.h"
#include "referencemodel.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr char rotationFile[] = "quant/internvl_rotation.safetensors";
constexpr char tablesFile[] = "quant/hadamard_tables.safetensors";

constexpr double weightTolerance = 1e-6;
constexpr double outputTolerance = 2e-5;

// The reference's options of a case as a recipe. Its rotate_visual_cross_attn does nothing.
Recipe recipeOf(const nlohmann::json& parameters)
{
    const auto& args = parameters.at("args");
    MQuantOptions options;
    options.rotate = true;
    options.normFusion = "mquant";
    options.rotateMode = args.at("rotate_mode");
    options.rotateVisualClip = args.at("rotate_visual_clip");
    options.rotateLlm = args.at("rotate_llm");
    options.noFuseVisualClip = args.at("no_fuse_visual_clip");
    options.noFuseVisualCrossAttn = args.at("no_fuse_visual_cross_attn");
    options.noFuseLlm = args.at("no_fuse_llm");
    options.onlineVisualHadamard = args.at("online_visual_hadamard");
    options.onlineLlmHadamard = args.at("online_llm_hadamard");
    options.fp32Had = parameters.at("fp32_had");
    return recipeFromOptions(options);
}

Recipe exactRecipe(RotationKind kind)
{
    Recipe recipe;
    recipe.seed = 7;
    recipe.rotation = kind;
    for (const Tower tower : allTowers())
        recipe.tower(tower).fuseNorms = recipe.tower(tower).onlineHadamard = true;
    recipe.vision.rotate = recipe.llm.rotate = true;
    return recipe;
}

struct Case
{
    CaseFile file{rotationFile};
    std::string id;
    nlohmann::json parameters;
    Model model;
    Recipe recipe;
    GenerationInput input;

    explicit Case(const QString& caseName)
        : id(caseName.toStdString())
        , parameters(file.parameters(id))
        , model(buildCaseModel(file, id))
        , recipe(recipeOf(parameters))
        , input(inputOf(file, id + ".input"))
    {
    }

    int64_t imageToken() const
    {
        return parameters.at("image_token_id");
    }

    Rotations rotations() const
    {
        return namedRotations(model, [&](const std::string& name) {
            const auto full = id + ".rot." + name;
            return file.has(full) ? file.tensor(full) : at::Tensor();
        });
    }
};

}

class TestReferenceRotation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QUANTSCOPE_REQUIRE_CASES(rotationFile);
        QUANTSCOPE_REQUIRE_CASES(tablesFile);
    }

    void matrices_data()
    {
        addCaseRows(rotationFile);
    }
    void matrices()
    {
        QFETCH(QString, id);
        const c10::InferenceMode inference;
        const Case test(id);
        const auto rotations = test.rotations();
        QCOMPARE(rotations.visionHeads.size(), test.recipe.vision.rotate ? test.model.visionBlocks.size() : 0);
        QCOMPARE(rotations.llmHeads.size(), test.recipe.llm.rotate ? test.model.decoderBlocks.size() : 0);
        QCOMPARE(rotations.vision.defined(), test.recipe.vision.rotate);
        QCOMPARE(rotations.llm.defined(), test.recipe.llm.rotate);
        int compared = 0;
        for (const auto& name : test.file.namesBehind(test.id + ".signs.")) {
            const auto signs = test.file.tensor(test.id + ".signs." + name);
            const auto ours = randomHadamard(referenceHadamard(signs.numel()), signs);
            QVERIFY(maxDifference(ours, test.file.tensor(test.id + ".rot." + name)) < 1e-7);
            ++compared;
        }
        QVERIFY(compared > 0);
    }

    void stages_data()
    {
        addCaseRows(rotationFile);
    }
    void stages()
    {
        QFETCH(QString, id);
        const c10::InferenceMode inference;
        const Case test(id);
        std::map<std::string, at::Tensor> expected;
        for (const auto& name : test.file.namesBehind(test.id + ".orig."))
            expected[name] = test.file.tensor(test.id + ".orig." + name);
        const auto untouched = namedTensors(test.model);
        std::map<std::string, at::Tensor> copies;
        for (const auto& [name, tensor] : untouched)
            copies[name] = tensor.clone();

        checkStage(test, "orig", test.model, expected);
        const auto folded = foldLayerScale(test.model);
        checkStage(test, "ls", folded, expected);
        const auto fused = fuseNorms(folded, test.recipe);
        checkStage(test, "ln", fused, expected);
        auto recipe = test.recipe;
        recipe.projector.onlineHadamard = false;
        const auto rotated = installOnlineHadamard(rotate(fused, test.rotations()), recipe,
                                                   [](int64_t n) { return referenceHadamard(n); });
        checkStage(test, "rotated", rotated, expected);

        // No step writes into the tensors of the model that it was given.
        const auto after = namedTensors(test.model);
        for (const auto& [name, copy] : copies)
            QVERIFY2(at::equal(after.at(name), copy), name.c_str());
    }

    // Our own rotations on the reference's norm fusion: only the fusion changes the function.
    void mquantFusionThenOurRotation_data()
    {
        addCaseRows(rotationFile);
    }
    void mquantFusionThenOurRotation()
    {
        QFETCH(QString, id);
        const c10::InferenceMode inference;
        const Case test(id);
        for (const auto kind : {RotationKind::Hadamard, RotationKind::Random}) {
            auto recipe = exactRecipe(kind);
            recipe.normFusion = NormFusion::MQuant;
            const auto fused = fuseNorms(foldLayerScale(test.model), recipe);
            const auto turned = installOnlineHadamard(rotate(fused, drawRotations(fused, recipe)), recipe);
            const auto pass = plainPass(fused);
            const auto before = promptLogits(fused, test.input, test.imageToken(), pass);
            const auto after = promptLogits(turned, test.input, test.imageToken(), plainPass(turned));
            QVERIFY(maxDifference(after, before) < 1e-4);
        }
    }

    void exactFusionChangesNothing_data()
    {
        addCaseRows(rotationFile);
    }
    void exactFusionChangesNothing()
    {
        QFETCH(QString, id);
        const c10::InferenceMode inference;
        const Case test(id);
        const auto recorded = test.file.tensor(test.id + ".out_orig.logits").squeeze(0);
        checkExact(test.model, test.input, test.imageToken(), recorded);
    }

    // The same with the checkpoints of the forward files, whatever their family.
    void exactFusionOfCheckpoints_data()
    {
        QTest::addColumn<QString>("name");
        const std::string suffix = "_model.safetensors";
        if (std::filesystem::is_directory(referenceFile("forward")))
            for (const auto& entry : std::filesystem::directory_iterator(referenceFile("forward")))
                if (const auto name = entry.path().filename().string(); name.ends_with(suffix))
                    QTest::newRow(name.c_str()) << QString::fromStdString(name.substr(0, name.size() - suffix.size()));
    }
    void exactFusionOfCheckpoints()
    {
        QFETCH(QString, name);
        const c10::InferenceMode inference;
        const auto file = SafeTensors::open(referenceFile("forward/" + name.toStdString() + "_model.safetensors"));
        const auto expected =
            SafeTensors::open(referenceFile("forward/" + name.toStdString() + "_expected.safetensors"));
        const auto json = nlohmann::json::parse(file.metadata().at("config"));
        const auto config = parseModelConfig(json, name.toStdString());
        const auto model = buildModel(config, sourceOf(file), at::kFloat, at::kCPU);
        const std::string suffix = ".input_ids";
        int checked = 0;
        for (const auto& tensor : expected.names()) {
            if (!tensor.ends_with(suffix))
                continue;
            const auto prompt = tensor.substr(0, tensor.size() - suffix.size());
            GenerationInput input{idsOf(expected.tensor(tensor)), {}};
            if (expected.contains(prompt + ".pixel_values"))
                input.pixels = expected.tensor(prompt + ".pixel_values");
            checkExact(model, input, json.at("img_context_token_id"), expected.tensor(prompt + ".logits").squeeze(0));
            ++checked;
        }
        QVERIFY(checked > 0);
    }

private:
    // A stage lists what changed since the one before it; everything else must have stayed.
    static void checkStage(const Case& test, const std::string& stage, const Model& model,
                           std::map<std::string, at::Tensor>& expected)
    {
        const auto ours = namedTensors(model);
        for (const auto& name : test.file.namesBehind(test.id + "." + stage + ".")) {
            expected[name] = test.file.tensor(test.id + "." + stage + "." + name);
            QVERIFY2(ours.count(name) == 1, (stage + ": " + name).c_str());
        }
        for (const auto& [name, tensor] : ours) {
            QVERIFY2(expected.count(name) == 1, (stage + ": " + name).c_str());
            const auto flat = expected.at(name).dim() > tensor.dim() ? expected.at(name).flatten(1) : expected.at(name);
            QVERIFY2(maxDifference(tensor, flat) < weightTolerance, (stage + ": " + name).c_str());
        }
        const auto out = forwardOutputs(model, test.input, test.imageToken());
        const std::string at = test.id + ".out_" + stage + ".";
        QVERIFY2(maxDifference(out.vit, test.file.tensor(at + "vit")) < outputTolerance, stage.c_str());
        QVERIFY2(maxDifference(out.mlp1, test.file.tensor(at + "mlp1")) < outputTolerance, stage.c_str());
        QVERIFY2(maxDifference(out.lastHidden, test.file.tensor(at + "last_hidden").squeeze(0)) < outputTolerance,
                 stage.c_str());
        QVERIFY2(maxDifference(out.logits, test.file.tensor(at + "logits").squeeze(0)) < outputTolerance,
                 stage.c_str());
    }

    static void checkExact(const Model& model, const GenerationInput& input, int64_t imageToken,
                           const at::Tensor& recorded)
    {
        const auto before = promptLogits(model, input, imageToken, plainPass(model));
        for (const auto kind : {RotationKind::Hadamard, RotationKind::Random}) {
            const auto recipe = exactRecipe(kind);
            const auto fused = fuseNorms(foldLayerScale(model), recipe);
            const auto rotations = drawRotations(fused, recipe);
            const auto turned = installOnlineHadamard(rotate(fused, rotations), recipe);
            for (const auto& q : {rotations.vision, rotations.llm}) {
                const auto eye = at::eye(q.size(0), at::kDouble);
                QVERIFY(maxDifference(at::mm(q, q.t()), eye) < 1e-6);
                QVERIFY(maxDifference(q, eye) > 1e-2);
            }
            QVERIFY(relativeDifference(turned.embedding, model.embedding) > 1e-2);
            for (size_t i = 0; i < turned.layers.size(); ++i) {
                const auto role = turned.layers[i].role;
                QCOMPARE(turned.linears[i].online.has_value(), role == Role::MlpDown || role == Role::ProjectorOut);
            }
            const auto after = promptLogits(turned, input, imageToken, plainPass(turned));
            QVERIFY(maxDifference(after, before) < 1e-4);
            QVERIFY(maxDifference(after, recorded) < 1e-3);
        }
    }
};

QUANTSCOPE_TEST(TestReferenceRotation)
#include "tst_reference_rotation.moc"
