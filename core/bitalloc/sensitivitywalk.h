// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "checkpoint/loadedmodel.h"
#include "model/walk.h"
#include "tasks/dataset.h"

namespace quantscope {

// What rounding some layers does to answers.
struct AnswerHarm
{
    double kl = 0; // nats a token, mean over the tokens of the float model's answers and their ends
    double lostCorrect = 0; // may be negative
};

// Questions on their way through a float model, together with the answers that it gives to them. Each candidate starts
// at its own layer from what the float model has made so far, so that the walk goes through the model once for all of
// them. Numbers do not depend on the threads.
class SensitivityWalk
{
public:
    // Keeps references to all but `rows`. Answers the questions with `reference`.
    SensitivityWalk(const LoadedModel&, const Model& reference, const Dataset&, std::span<const size_t> rows,
                    int threads, const Progress&);

    double floatCorrect() const;
    // The next candidates differ from the reference at this layer and ones of its block behind it. Layers come in the
    // order of the model.
    void goTo(LayerIndex, const Progress&);
    // `answers` false: lostHits stays 0, which is much cheaper where answers change.
    AnswerHarm measure(const Model& candidate, bool answers, const Progress&) const;

private:
    struct Sample
    {
        size_t row = 0;
        GenerationInput prompt, forced; // without and with the answer
        SampleStream stream; // of `forced`, up to m_step
        at::Tensor logProbs; // float64 [answer + 1, vocabulary]
        double score = 0;
    };

    at::Tensor logProbs(const Model&, const Sample&) const;
    double scoreOf(const Sample&, const std::vector<int64_t>& tokens) const;
    void start(Sample&, const Progress&) const;

    const LoadedModel& m_loaded;
    const Model& m_reference;
    const Dataset& m_data;
    int m_threads;
    std::vector<Step> m_steps; // up to the head
    size_t m_step = 0; // the next one
    std::vector<Sample> m_samples;
};

}
