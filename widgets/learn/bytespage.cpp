// SPDX-License-Identifier: GPL-3.0-or-later
// From bits to bytes: packing, scales, a layer and the whole model.

#include "learn/learnpages.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QSlider>

#include <algorithm>
#include <bit>

#include "common/appearance.h"
#include "common/numbertext.h"
#include "layerview/storedbytes.h"
#include "learn/learnpage.h"
#include "learn/lessonfigures.h"
#include "learn/lessonplot.h"

namespace quantscope {
namespace {

constexpr int leastByteGroup = 3, mostByteGroup = 8; // powers of two
constexpr int comparedBits[] = {16, 8, 6, 4, 3, 2};
constexpr Packing packings[] = {Packing::Dense, Packing::Words, Packing::BytePerCode};

class BytesPage final : public LearnPage
{
    Q_DECLARE_TR_FUNCTIONS(BytesPage)

public:
    explicit BytesPage(QWidget* parent)
        : LearnPage(parent)
    {
        m_bits = addBits(2, 8, 4);
        m_group = addSlider(QStringLiteral("group"), tr("Group size"), leastByteGroup, mostByteGroup, 5,
                            [](int e) { return QString::number(1 << e); });
        m_packing = addChoice(QStringLiteral("packing"), tr("Codes lie"),
                              {tr("one behind the other"), tr("in words of 32 bits"), tr("in a byte each")});
        m_zero = addCheck(QStringLiteral("zero"), tr("With zero points"), false);
        m_layer = new LessonPlot(QStringLiteral("layer-bytes"), tr("Size of the layer by bits"), this);
        m_towers = new LessonPlot(QStringLiteral("model-bytes"), tr("Size of the model's parts"), this);
        addPlot(m_layer);
        addPlot(m_towers);
    }

    QString text() const override
    {
        return tr(
            "<h3>Bits to bytes</h3>"
            "<p>A weight of <i>n</i> numbers takes 2<i>n</i> bytes at 16 bits and <i>nb</i>/8 at <i>b</i> bits, if "
            "codes are packed without gaps. Two 4-bit codes share a byte. Codes of 3 bits do not divide a word: ten of "
            "them in 32 bits leave 2 bits unused, 3.2 bits for each. A code that gets a byte of its own saves nothing "
            "below 8 bits.</p>"
            "<p>Scales (2 bytes each here) and zero points come on top, and what is not quantized stays at 16 bits: "
            "embeddings, norms, often the output head. So a model at 4 bits is not a quarter of its size.</p>"
            "<p>The left picture counts this layer at several bit widths, the right one the model's vision tower, "
            "projector and language model as the recipe in the window stores them (bars) and at 16 bits (points). "
            "Reading weights is most of the time of generating a token, so fewer bytes are also fewer "
            "milliseconds.</p>");
    }

    void setModel(const StoredModel& model) override
    {
        m_model = model;
        if (const auto* shown = lesson())
            refresh(*shown);
    }

protected:
    void refresh(const LessonData& lesson) override
    {
        const int row = static_cast<int>(std::bit_width(static_cast<uint64_t>(lesson.channels))) - 1;
        m_group->setRange(leastByteGroup, std::clamp(row, leastByteGroup, mostByteGroup));
        const auto& layer = lesson.layer;
        const bool known = layer.in > 0 && layer.out > 0;
        const int64_t rows = known ? layer.out : lesson.outputs(), columns = known ? layer.in : lesson.channels;
        drawLayer(rows, columns);
        drawTowers();
        const auto bytes = storedBytes(rows, columns, wishOf(m_bits->value()));
        const double count = double(rows) * double(columns), halves = 2 * count;
        setValues(
            tableHtml({{tr("This layer"), tr("Weights"), tr("At 16 bits"), tr("Codes"), tr("Scales"), tr("Zero points"),
                        tr("All"), tr("Bits per weight"), tr("Smaller by")},
                       {QStringLiteral("%1 × %2").arg(rows).arg(columns), QString::number(count, 'f', 0),
                        sizeText(halves), sizeText(bytes.codes), sizeText(bytes.scales), sizeText(bytes.zeroPoints),
                        sizeText(bytes.total()), shortNumber(8 * bytes.total() / count, 4),
                        tr("%1 times").arg(shortNumber(halves / bytes.total(), 3))}}) +
            modelTable());
    }

private:
    StoredWish wishOf(int bits) const
    {
        return {bits, int64_t(1) << m_group->value(), m_zero->isChecked(), packings[m_packing->currentIndex()]};
    }

    static QString sizeText(double bytes)
    {
        if (bytes >= 1e6)
            return bytesText(bytes);
        return bytes >= 1e4 ? tr("%1 kB").arg(shortNumber(bytes / 1e3, 4))
                            : tr("%1 bytes").arg(QString::number(bytes, 'f', 0));
    }

    void drawLayer(int64_t rows, int64_t columns)
    {
        LessonPicture picture;
        LessonSeries all{tr("with scales"), LessonSeries::Look::Bars, LessonColor::Before, {}, {}};
        LessonSeries codes{tr("codes"), LessonSeries::Look::Bars, LessonColor::After, {}, {}};
        for (const int bits : comparedBits) {
            const auto bytes = storedBytes(rows, columns, wishOf(bits));
            for (auto* series : {&all, &codes})
                series->x.push_back(static_cast<double>(picture.barNames.size()));
            all.y.push_back(bytes.total() / 1e3);
            codes.y.push_back(bytes.codes / 1e3);
            picture.barNames << QString::number(bits);
        }
        picture.series = {all, codes};
        picture.xTitle = tr("Bits of a code");
        picture.yTitle = tr("Size (kB)");
        m_layer->setPicture(picture);
    }

    void drawTowers()
    {
        LessonPicture picture;
        LessonSeries recipe{tr("with the recipe"), LessonSeries::Look::Bars, LessonColor::After, {}, {}};
        LessonSeries halves{tr("at 16 bits"), LessonSeries::Look::Points, LessonColor::Text, {}, {}};
        const auto add = [&](const QString& name, double bytes, double before) {
            for (auto* series : {&recipe, &halves})
                series->x.push_back(static_cast<double>(picture.barNames.size()));
            recipe.y.push_back(bytes / 1e6);
            halves.y.push_back(before / 1e6);
            picture.barNames << name;
        };
        for (const auto& part : m_model.parts)
            add(towerTitle(part.tower), part.bytes(), part.floatBytes);
        if (m_model.otherBytes > 0)
            add(tr("other"), m_model.otherBytes, m_model.otherBytes);
        if (!recipe.x.empty())
            picture.series = {recipe, halves};
        picture.yTitle = tr("Size (MB)");
        m_towers->setPicture(picture);
    }

    QString modelTable() const
    {
        if (m_model.parts.empty())
            return {};
        QList<QStringList> rows{{tr("The model, as the recipe stores it"), tr("Weights"), tr("At 16 bits"),
                                 tr("Bits of a code"), tr("Codes"), tr("Scales"), tr("All")}};
        double all = m_model.otherBytes, before = m_model.otherBytes;
        for (const auto& part : m_model.parts) {
            rows << QStringList{towerTitle(part.tower),
                                QString::number(part.weights, 'f', 0),
                                sizeText(part.floatBytes),
                                part.fewestBits == part.mostBits
                                    ? QString::number(part.mostBits)
                                    : QStringLiteral("%1–%2").arg(part.fewestBits).arg(part.mostBits),
                                sizeText(part.codeBytes),
                                sizeText(part.scaleBytes),
                                sizeText(part.bytes())};
            all += part.bytes();
            before += part.floatBytes;
        }
        const auto dash = QStringLiteral("–");
        rows << QStringList{tr("embeddings, norms, biases"), dash, sizeText(m_model.otherBytes), dash, dash, dash,
                            sizeText(m_model.otherBytes)}
             << QStringList{tr("together"), dash, sizeText(before), dash, dash, dash, sizeText(all)};
        return tableHtml(rows);
    }

    StoredModel m_model;
    QSlider* m_bits = nullptr;
    QSlider* m_group = nullptr;
    QComboBox* m_packing = nullptr;
    QCheckBox* m_zero = nullptr;
    LessonPlot* m_layer = nullptr;
    LessonPlot* m_towers = nullptr;
};

}

LearnPage* createBytesPage(QWidget* parent)
{
    return new BytesPage(parent);
}

}
