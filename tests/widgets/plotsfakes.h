#pragma once
#include <cmath>
#include <limits>
#include <random>
#include "plots/layerrow.h"
#include "analysis/layerview.h"
namespace quantscope {
inline std::vector<Site> fakeSites(int vb, int lb)
{
    std::vector<Site> s;
    s.push_back({"vision_model.embeddings.patch_embedding", Tower::Vision, -1, Role::PatchEmbedding, 588, 64});
    for (int b = 0; b < vb; ++b) {
        std::string p = "vision_model.encoder.layers." + std::to_string(b) + ".";
        s.push_back({p + "attn.qkv", Tower::Vision, b, Role::AttentionInput, 64, 192});
        s.push_back({p + "attn.proj", Tower::Vision, b, Role::AttentionOutput, 64, 64});
        s.push_back({p + "mlp.fc1", Tower::Vision, b, Role::MlpUp, 64, 256});
        s.push_back({p + "mlp.fc2", Tower::Vision, b, Role::MlpDown, 256, 64});
    }
    s.push_back({"mlp1.1", Tower::Projector, -1, Role::ProjectorIn, 256, 128});
    s.push_back({"mlp1.3", Tower::Projector, -1, Role::ProjectorOut, 128, 128});
    for (int b = 0; b < lb; ++b) {
        std::string p = "language_model.model.layers." + std::to_string(b) + ".";
        for (auto [n, r] : {std::pair{"self_attn.q_proj", Role::Query}, {"self_attn.k_proj", Role::Key}, {"self_attn.v_proj", Role::Value},
                            {"self_attn.o_proj", Role::AttentionOutput}, {"mlp.gate_proj", Role::MlpGate}, {"mlp.up_proj", Role::MlpUp}, {"mlp.down_proj", Role::MlpDown}})
            s.push_back({p + n, Tower::Llm, b, r, 128, 128});
    }
    s.push_back({"language_model.lm_head", Tower::Llm, -1, Role::Head, 128, 1000});
    return s;
}
inline std::vector<LayerReport> fakeReports(const std::vector<Site>& sites, double level, unsigned seed)
{
    std::mt19937 g(seed);
    std::normal_distribution<double> n(0, 4);
    std::vector<LayerReport> r;
    double acc = level + 8;
    for (auto& s : sites) {
        LayerReport x;
        x.site = s;
        x.scheme.weightBits = s.tower == Tower::Llm ? 4 : 8;
        x.scheme.activationBits = 8;
        x.scheme.activationStatic = s.tower != Tower::Llm;
        if (s.role == Role::Head) { x.scheme = {}; r.push_back(x); continue; }
        x.measured = true;
        x.weight.quantized = true;
        x.weight.weightSqnrDb = level + n(g);
        auto fill = [](ErrorMetrics& m, double db) { m.sqnrDb = db; m.relativeMse = std::pow(10, -db / 10); m.cosine = 1 - m.relativeMse / 2; };
        fill(x.error.isolated, level + n(g) - (s.role == Role::MlpDown ? 8 : 0));
        acc -= 0.2;
        fill(x.error.accumulated, acc + n(g) / 2);
        r.push_back(x);
    }
    return r;
}
inline Histogram fakeHistogram(double reach, double sigma, double count, bool tail)
{
    Histogram h{-reach, reach, std::vector<double>(4096, 0.0)};
    for (size_t i = 0; i < 4096; ++i) {
        double x = -reach + (i + 0.5) * h.binWidth();
        double d = std::exp(-0.5 * x * x / sigma / sigma) / sigma / 2.5;
        if (tail) d += 1e-4 * std::exp(-std::abs(x) / (6 * sigma)) / sigma;
        h.counts[i] = std::floor(count * h.binWidth() * d);
    }
    return h;
}
inline std::shared_ptr<LayerView> fakeView(const Site& site, int bits)
{
    auto v = std::make_shared<LayerView>();
    v->site = site;
    v->scheme.weightBits = bits;
    v->scheme.activationBits = 8;
    v->weight.rows = site.out;
    v->weight.before = fakeHistogram(1, 0.05, 16384, true);
    v->weight.after = fakeHistogram(0.5, 0.04, 16384, false);
    int q = (1 << (bits - 1)) - 1;
    v->weight.grid = GridView{0.16 / q, 0, -q, q, 0.0002, site.out, false};
    std::mt19937 g(1);
    std::gamma_distribution<float> d(8, 0.02f);
    for (int i = 0; i < site.in; ++i) {
        v->weight.columnMaxBefore.push_back(d(g));
        v->weight.columnMaxAfter.push_back(0.15f + 0.1f * d(g));
    }
    for (int c : {7, 37, 112}) v->weight.columnMaxBefore[size_t(c)] = 1.5f + 0.01f * float(c);
    HeatMap m{site.out, site.in, 64, 64, {}};
    for (int i = 0; i < 64 * 64; ++i) m.cells.push_back(0.01f * d(g) * (i % 64 == 37 * 64 / 128 ? 4.f : 1.f));
    v->weight.error = m;
    InputView in;
    in.before = fakeHistogram(128, 1.2, 2e6, true);
    in.image = fakeHistogram(16, 1.0, 1.8e6, false);
    in.text = site.tower == Tower::Llm ? fakeHistogram(8, 0.7, 2e5, false) : Histogram{};
    in.grid = GridView{8.0 / 255, 128, 0, 255, 0.0012, 1, false};
    for (int i = 0; i < site.in; ++i) {
        in.channelMaxBefore.push_back(20 * d(g));
        in.channelMaxAfter.push_back(3 + d(g));
    }
    in.channelMaxBefore[37] = 90; in.channelMaxBefore[112] = 60;
    v->input = in;
    return v;
}
}
