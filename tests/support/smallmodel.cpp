// SPDX-License-Identifier: GPL-3.0-or-later
#include "smallmodel.h"

#include "synth/synth.h"

namespace quantscope::test {

SynthShape smallShape(const std::string& family, const std::string& chatTemplate, int64_t visionBlocks,
                      int64_t decoderBlocks)
{
    SynthShape shape{"small-" + family, {}};
    shape.config.chatTemplate = chatTemplate;
    auto& v = shape.config.vision;
    v.width = 64;
    v.blocks = visionBlocks;
    v.heads = 4;
    v.mlpWidth = 128;
    v.imageSize = shape.config.tileSize = 56;
    auto& d = shape.config.decoder;
    d.modelType = family;
    d.width = 64;
    d.blocks = decoderBlocks;
    d.heads = 4;
    d.kvHeads = 2;
    d.headSize = 16;
    d.mlpWidth = 128;
    d.vocabulary = 400;
    d.maxPositions = 4096;
    d.rope.base = 1e6;
    return shape;
}

SmallModel::SmallModel()
{
    SynthOptions options;
    options.questions = 60;
    options.calibrationQuestions = 12;
    writeSynthetic(smallShape("qwen2", "Hermes-2", 6, 6), model(), options);
}

std::filesystem::path SmallModel::model() const
{
    return m_folder.filePath("model").toStdString();
}

std::filesystem::path SmallModel::data() const
{
    return model() / "ocrbench_synth.tsv";
}

std::filesystem::path SmallModel::calibration() const
{
    return model() / "ocrbench_synth_calib.tsv";
}

Sources SmallModel::sources() const
{
    return {model(), data(), calibration()};
}

}
