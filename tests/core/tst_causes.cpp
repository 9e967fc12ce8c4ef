// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "base/error.h"
#include "base/text.h"
#include "diagnosis/causefixes.h"
#include "diagnosis/causes.h"
#include "messages/sentence.h"
#include "quant/overrides.h"
#include "testmain.h"

using namespace quantscope;

namespace {

// One layer of each kind that the causes tell apart.
ModelOutline outline()
{
    ModelOutline o;
    o.name = "made up";
    o.layers = {{"vision.0.qkv", Tower::Vision, 0, Role::AttentionInput, 128, 384},
                {"vision.0.fc2", Tower::Vision, 0, Role::MlpDown, 128, 128},
                {"llm.0.q", Tower::Llm, 0, Role::Query, 128, 128},
                {"llm.0.down", Tower::Llm, 0, Role::MlpDown, 128, 128}};
    return o;
}

// A triangle of values over ±reach in a histogram over ±limit.
Histogram triangle(double reach, double limit)
{
    Histogram h;
    h.low = -limit;
    h.high = limit;
    h.counts.resize(4096);
    for (size_t i = 0; i < h.counts.size(); ++i) {
        const double x = h.low + (double(i) + 0.5) * h.binWidth();
        h.counts[i] = std::max(0.0, std::round(1000 * (1 - std::abs(x) / reach)));
    }
    return h;
}

// An unremarkable 8-bit layer of the layer, whose inputs reach ±4.
LayerEvidence evidence(LayerIndex layer)
{
    LayerEvidence e;
    e.report.layer = outline().layers[size_t(layer)];
    auto& scheme = e.report.scheme;
    scheme.weightBits = scheme.activationBits = 8;
    scheme.weightMethod = "gptq";
    scheme.activationStatic = true;
    e.report.weight.quantized = true;
    e.report.weight.weightSqnrDb = 42;
    e.report.weight.damping = 0.01;
    e.report.measured = true;
    e.report.error.isolated.relativeMse = 0.05; // bad enough to ask why
    e.report.error.isolated.sqnrDb = 13;
    e.input.image = triangle(4, 8);
    e.input.imageValues = e.input.image.total();
    e.input.min = -4;
    e.input.max = 4;
    e.input.channelMax.assign(128, 4.0f);
    e.weightColumnMax.assign(128, 0.1f);
    e.weightCrest = 4;
    GridView grid;
    grid.scale = 4 / 127.0;
    grid.low = -128;
    grid.high = 127;
    e.grid = grid;
    return e;
}

Recipe recipe()
{
    Recipe r;
    for (auto* tower : {&r.vision, &r.projector, &r.llm}) {
        tower->scheme = evidence(0).report.scheme;
    }
    return r;
}

std::vector<Finding> find(LayerIndex layer, const LayerEvidence& e, const Recipe& r = recipe())
{
    const auto o = outline();
    return findCauses(layer, e, {r, resolve(r, o.layers), o});
}

const Finding* named(const std::vector<Finding>& findings, const std::string& cause)
{
    for (const auto& finding : findings)
        if (finding.cause == cause)
            return &finding;
    return nullptr;
}

// The sentence, which must be whole and begin with the layer, has these words.
bool says(const Finding& finding, const std::string& words)
{
    const auto sentence = englishText(finding.message);
    return sentence.starts_with(outline().layers[size_t(finding.layer)].name + ": ") &&
        sentence.find('{') == std::string::npos && sentence.find(words) != std::string::npos;
}

}

class TestCauses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSoundLayerShowsNothing()
    {
        auto e = evidence(2);
        e.report.error.isolated.relativeMse = 1e-4;
        QVERIFY(find(2, e).empty());
        e.report.scheme.activationBits = e.report.scheme.weightBits = 16;
        e.report.weight = {};
        e.grid.reset();
        QVERIFY(find(2, e).empty());
    }

    void outlierChannel()
    {
        auto e = evidence(2);
        e.input.channelMax[17] = 100;
        e.input.image = triangle(4, 128);
        e.input.max = 100;
        e.grid->scale = 100 / 127.0;
        const auto findings = find(2, e);
        const auto* found = named(findings, "outlier_channel");
        QVERIFY(found);
        QCOMPARE(found->layer, 2);
        QVERIFY(std::abs(found->number - 0.96) < 1e-6);
        QVERIFY2(says(*found, "channel 17 reaches 100"), englishText(found->message).c_str());
        QVERIFY2(says(*found, "96 %"), englishText(found->message).c_str());
        QVERIFY(found->fix);
        const auto fixed = applyFix(recipe(), *found->fix);
        QVERIFY(fixed.llm.rotate && fixed.llm.fuseNorms && !fixed.vision.rotate);
        // In a recipe that rotates already, the layer finds its range at run time.
        const auto again = find(2, e, fixed);
        const auto next = applyFix(fixed, *named(again, "outlier_channel")->fix);
        QVERIFY(!resolve(next, outline().layers).schemes[2].activationStatic);
    }

    // The vision tower's rotation needs the projector's norm; a down projection needs the online transform.
    void fixesFollowTheLayer()
    {
        for (const LayerIndex layer : {0, 1}) {
            auto e = evidence(layer);
            e.input.channelMax[3] = 200;
            e.grid->scale = 200 / 127.0;
            const auto findings = find(layer, e);
            const auto* found = named(findings, "outlier_channel");
            QVERIFY(found && found->fix);
            const auto fixed = applyFix(recipe(), *found->fix);
            QCOMPARE(fixed.vision.rotate, layer == 0);
            QCOMPARE(fixed.projector.fuseNorms, layer == 0);
            QCOMPARE(fixed.vision.onlineHadamard, layer == 1);
        }
    }

    void clippedInputs()
    {
        auto e = evidence(2);
        e.grid->scale = 1 / 127.0;
        e.grid->clippedShare = 0.56;
        e.report.scheme.activationClipRatio = 0.25;
        auto r = recipe();
        setOverride(r, layerMatch(e.report.layer), "activation_clip_ratio", 0.25);
        const auto findings = find(2, e, r);
        const auto* found = named(findings, "clipped_inputs");
        QVERIFY(found && found->fix);
        QCOMPARE(found->number, 0.56);
        QVERIFY2(says(*found, "56 % of the inputs are clipped"), englishText(found->message).c_str());
        QCOMPARE(findings.front().cause, std::string("clipped_inputs"));
        QCOMPARE(resolve(applyFix(r, *found->fix), outline().layers).schemes[2].activationClipRatio, 1.0);
    }

    // One modality's grid alone is too narrow.
    void clippedModality()
    {
        auto e = evidence(2);
        e.input.text = triangle(4, 8);
        e.input.textValues = e.input.text.total();
        e.imageGrid = e.grid;
        e.imageGrid->scale = 1 / 127.0;
        e.imageGrid->clippedShare = 0.5;
        const auto findings = find(2, e);
        const auto* found = named(findings, "clipped_inputs");
        QVERIFY(found);
        QVERIFY(std::abs(found->number - 0.25) < 1e-9);
        QVERIFY2(says(*found, "the grid from -1.01 to 1"), englishText(found->message).c_str());
    }

    void wideRange()
    {
        auto e = evidence(2);
        e.grid->scale = 1; // the values use nine of 256 levels
        const auto findings = find(2, e);
        const auto* found = named(findings, "wide_range");
        QVERIFY(found && found->fix);
        QVERIFY(found->number > 6 && found->number <= 9);
    }

    void sharedScale()
    {
        auto e = evidence(2);
        e.input.text = triangle(0.1, 8);
        e.input.textValues = e.input.text.total();
        const auto findings = find(2, e);
        const auto* found = named(findings, "shared_scale");
        QVERIFY(found && found->fix);
        QVERIFY2(says(*found, "text tokens use"), englishText(found->message).c_str());
        QVERIFY(found->number < 10);
        // With scales of their own there is nothing to share, and the noise is each modality's own.
        const double before = inputNoise(e, channelSpread(e.input.channelMax)).rounding;
        e.imageGrid = e.grid;
        e.grid->scale = 0.1 / 127.0;
        QVERIFY(!named(find(2, e), "shared_scale"));
        QVERIFY(!named(find(2, e), "wide_range"));
        const double after = inputNoise(e, channelSpread(e.input.channelMax)).rounding;
        QVERIFY(after < before && after > 0.9 * before); // nearly all of the values are the image's
    }

    void weightNoise()
    {
        auto e = evidence(2);
        e.report.scheme.weightBits = 3;
        e.report.weight.weightSqnrDb = 9;
        auto r = recipe();
        r.llm.scheme.weightBits = 3;
        r.llm.scheme.weightMethod = "rtn";
        e.report.scheme.weightMethod = "rtn";
        auto findings = find(2, e, r);
        QCOMPARE(findings.front().cause, std::string("weight_noise"));
        QCOMPARE(findings.front().number, 9.0);
        QCOMPARE(resolve(applyFix(r, *findings.front().fix), outline().layers).schemes[2].weightMethod,
                 std::string("gptq"));
        e.weightCrest = 30;
        findings = find(2, e, r);
        QCOMPARE(findings.front().message.code, std::string("cause.weight_outliers"));
        QCOMPARE(resolve(applyFix(r, *findings.front().fix), outline().layers).schemes[2].weightGroupSize, int64_t(64));
    }

    void hadamardSpike()
    {
        auto e = evidence(3);
        e.online = true;
        e.report.weight.weightSqnrDb = 10;
        e.weightColumnMax[0] = 1.2f;
        auto r = recipe();
        r.llm.onlineHadamard = true;
        const auto findings = find(3, e, r);
        const auto* found = named(findings, "hadamard_spike");
        QVERIFY(found && found->fix);
        QVERIFY(std::abs(found->number - 12) < 0.01);
        const auto scheme = resolve(applyFix(r, *found->fix), outline().layers).schemes[3];
        QVERIFY(scheme.rms);
        QCOMPARE(scheme.rmsChannel, int64_t(0));
        e.rmsChannel = 0;
        QVERIFY(!named(find(3, e, r), "hadamard_spike"));
    }

    void deadChannels()
    {
        auto e = evidence(1);
        e.report.error.isolated.relativeMse = 1e-5;
        e.input.channelMax[7] = e.input.channelMax[9] = 0;
        e.report.weight.deadColumns = 2;
        const auto findings = find(1, e);
        const auto* found = named(findings, "dead_channels");
        QVERIFY(found && found->fix);
        QCOMPARE(found->number, 2.0);
        QCOMPARE(applyFix(recipe(), *found->fix).calibration.weightSamples, recipe().calibration.weightSamples * 4);
        auto most = recipe();
        most.calibration.weightSamples = 128;
        QVERIFY(!named(find(1, e, most), "dead_channels")->fix);
    }

    void theFactorizationFailed()
    {
        auto e = evidence(2);
        e.report.weight.damping = 0.1;
        e.report.weight.fallbacks = {message("fallback.damping_raised", {{"damping", 0.01, NumberFormat::Precise}})};
        QCOMPARE(named(find(2, e), "damping_raised")->number, 0.1);
        QVERIFY(!named(find(2, e), "cholesky_failed"));
        e.report.weight.damping = 0;
        QVERIFY(named(find(2, e), "cholesky_failed"));
        QVERIFY(!named(find(2, e), "damping_raised"));
    }

    void theTableIsWhole()
    {
        QVERIFY(causes().size() >= 9);
        for (const auto& cause : causes()) {
            QVERIFY(cause.find);
            QCOMPARE(findCause(cause.id), &cause);
        }
        QVERIFY(findCause("transform_broken"));
        QVERIFY(!findCause("nothing"));
    }

    void fixesThatCannotWorkAreRefused()
    {
        const auto o = outline();
        QVERIFY(!usableFix(recipe(), o, {{}, {layerEdit(o.layers[0], "weight_bits", 8)}}));
        QVERIFY(!usableFix(recipe(), o, {{}, {towerEdit(Tower::Llm, "rotate", true)}}));
        QVERIFY(usableFix(recipe(), o, {{}, {layerEdit(o.layers[0], "weight_bits", 4)}}));
        QVERIFY_THROWS_EXCEPTION(Error, applyFix(recipe(), {{}, {layerEdit(o.layers[0], "no_such_field", 1)}}));
        RecipeEdit edit;
        edit.pointer = "/towers/llm/no_such_setting";
        edit.value = 1;
        QVERIFY_THROWS_EXCEPTION(Error, applyFix(recipe(), {{}, {edit}}));
    }

    // MQuant's code has no online Hadamard transform where the tower is not rotated, no groups where weights are
    // rounded to nearest, and folds norms in its own way.
    void whatTheProtocolOverrulesIsNotOffered()
    {
        const auto o = outline();
        auto e = evidence(1);
        e.input.channelMax[3] = 200;
        e.grid->scale = 200 / 127.0;
        const auto offered = [&](const Recipe& r) {
            const auto findings = find(1, e, r);
            const auto* found = named(findings, "outlier_channel");
            return found && found->fix ? found->fix->message.code : std::string();
        };
        auto r = recipe();
        QCOMPARE(offered(r), std::string("fix.online_hadamard"));
        for (const auto protocol : {Protocol::MQuant, Protocol::Published}) {
            r = recipe();
            r.protocol = protocol;
            QCOMPARE(offered(r), std::string("fix.dynamic_range"));
            r.vision.rotate = r.vision.fuseNorms = r.projector.fuseNorms = true;
            QCOMPARE(offered(r), std::string("fix.online_hadamard"));
        }
        auto w = evidence(2);
        w.report.scheme.weightMethod = "rtn";
        r = recipe();
        r.llm.scheme.weightMethod = "rtn";
        const auto weights = [&] {
            const auto plan = resolve(r, o.layers);
            return fixWeight(w, {r, plan, o}, true).value_or(Fix()).message.code;
        };
        QCOMPARE(weights(), std::string("fix.weight_groups"));
        r.protocol = Protocol::MQuant;
        QCOMPARE(weights(), std::string("fix.gptq"));
        RecipeEdit fusion;
        fusion.pointer = "/norm_fusion";
        fusion.value = "exact";
        r = recipe();
        r.normFusion = NormFusion::MQuant;
        r.vision.fuseNorms = r.projector.fuseNorms = true;
        QVERIFY(changesRuns(r, o, {{}, {fusion}}));
        r.protocol = Protocol::MQuant;
        QVERIFY(!changesRuns(r, o, {{}, {fusion}}));
        RecipeEdit questions;
        questions.pointer = "/calibration/weight_samples";
        questions.value = r.calibration.weightSamples + 1;
        QVERIFY(changesRuns(r, o, {{}, {questions}}));
    }

    void spreadOfChannels()
    {
        QCOMPARE(channelSpread({}).top, int64_t(-1));
        std::vector<float> channels(100, 1.0f);
        channels[40] = 50;
        channels[41] = 20;
        channels[2] = 0;
        const auto spread = channelSpread(channels);
        QCOMPARE(spread.top, int64_t(40));
        QCOMPARE(spread.outliers, (std::vector<int64_t>{40, 41}));
        QCOMPARE(spread.dead, int64_t(1));
        QCOMPARE(spread.rest, 1.0);
        QVERIFY(std::abs(spread.outlierShare() - 0.98) < 1e-9);
    }

    void texts()
    {
        QCOMPARE(percent(0.92), std::string("92 %"));
        QCOMPARE(percent(0.004), std::string("0.4 %"));
        QCOMPARE(percent(1), std::string("100 %"));
        QCOMPARE(percent(0.9987), std::string("99.9 %"));
        QCOMPARE(rounded(31.24), std::string("31.2"));
    }
};

QUANTSCOPE_TEST(TestCauses)
#include "tst_causes.moc"
