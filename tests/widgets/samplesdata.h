// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBuffer>
#include <QImage>

#include <memory>
#include <vector>

#include "samples/samplelistmodel.h"
#include "tasks/benchmarks/ocrbench.h"

namespace quantscope::samplesdata {

inline std::shared_ptr<const std::vector<uint8_t>> encoded(const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return std::make_shared<const std::vector<uint8_t>>(bytes.begin(), bytes.end());
}

inline std::shared_ptr<const std::vector<uint8_t>> picture(int width, int height, QColor color = Qt::white)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(color);
    return encoded(image);
}

// `count` questions of three categories, the answer to row i is "word i".
inline std::shared_ptr<const Dataset> dataset(int count)
{
    auto data = std::make_shared<Dataset>();
    data->name = "Invented";
    data->benchmark = &ocrBench;
    const auto image = picture(60, 40);
    const char* categories[] = {"Regular Text Recognition", "Handwriting Recognition", "Doc-oriented VQA"};
    for (int i = 0; i < count; ++i) {
        Question question;
        question.index = std::to_string(100 + i);
        question.category = categories[i % 3];
        question.question = i % 2 ? "what is written in the image?" : "Who signed?";
        question.answers = {"word " + std::to_string(i), "Word " + std::to_string(i)};
        question.images = {image};
        data->questions.push_back(std::move(question));
    }
    return data;
}

inline Prediction prediction(int row, const std::string& text, bool right)
{
    Prediction result;
    result.row = static_cast<size_t>(row);
    result.index = std::to_string(100 + row);
    result.text = text;
    result.tokens = static_cast<int64_t>(text.size() / 3 + 1);
    result.score = right;
    return result;
}

inline Prediction rightAnswer(int row)
{
    return prediction(row, "word " + std::to_string(row), true);
}

inline Prediction wrongAnswer(int row)
{
    return prediction(row, "ward " + std::to_string(row), false);
}

// Row by row: both right, flip, repaired, both wrong, and again.
inline Answers baselineAnswers(int count)
{
    Answers answers;
    for (int row = 0; row < count; ++row)
        answers.push_back(row % 4 < 2 ? rightAnswer(row) : wrongAnswer(row));
    return answers;
}

inline Answers currentAnswers(int count)
{
    Answers answers;
    for (int row = 0; row < count; ++row)
        answers.push_back(row % 4 % 2 == 0 ? rightAnswer(row) : wrongAnswer(row));
    return answers;
}

}
