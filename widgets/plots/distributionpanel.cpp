// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/distributionpanel.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>

#include "common/appearance.h"
#include "common/numbertext.h"
#include "plots/channelplot.h"
#include "plots/heatmapplot.h"
#include "plots/histogramplot.h"
#include "plots/segmented.h"

namespace quantscope {
namespace {

constexpr qint64 noRow = -2;
// Pixels. Narrower, the parts lie below each other, and lower, behind each other.
constexpr int besideFrom = 600, belowFrom = 500;

QString weightBits(const Scheme& scheme)
{
    return scheme.quantizesWeight() ? DistributionPanel::tr("weight %1 bits").arg(scheme.weightBits)
                                    : DistributionPanel::tr("weight float");
}

QString activationBits(const Scheme& scheme)
{
    if (!scheme.quantizesActivation())
        return DistributionPanel::tr("input float");
    return (scheme.activationStatic ? DistributionPanel::tr("input %1 bits, static")
                                    : DistributionPanel::tr("input %1 bits, dynamic"))
        .arg(scheme.activationBits);
}

QHBoxLayout* addBar(QVBoxLayout* layout)
{
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(4, 2, 4, 2);
    layout->addLayout(bar);
    return bar;
}

}

DistributionPanel::DistributionPanel(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
    , m_heatMap(new HeatMapPlot)
    , m_splitter(new QSplitter(Qt::Horizontal))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    auto* bar = addBar(layout);
    m_what = new SegmentedButtons({tr("&Weights"), tr("&Input activations")}, tr("Distribution of"));
    m_title = new QLabel;
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_title->setTextFormat(Qt::RichText);
    m_title->setWordWrap(true);
    bar->addWidget(m_what);
    bar->addSpacing(8);
    bar->addWidget(m_title, 1);
    m_tabs = new QTabWidget;
    m_tabs->setAccessibleName(tr("Channels and weight error"));
    m_tabs->setDocumentMode(true);
    m_histogramPart = makeHistogramPart();
    m_splitter->addWidget(m_histogramPart);
    m_tabs->addTab(makeChannelPart(), tr("&Channels"));
    m_tabs->addTab(m_heatMap, tr("Weight &error"));
    m_splitter->addWidget(m_tabs);
    m_splitter->setStretchFactor(0, 5);
    m_splitter->setStretchFactor(1, 4);
    layout->addWidget(m_splitter, 1);
    for (PlotView* plot :
         {static_cast<PlotView*>(m_histogram), static_cast<PlotView*>(m_channels), static_cast<PlotView*>(m_heatMap)})
        plot->setSaveAs(saveAs);
    connect(m_what, &SegmentedButtons::chosen, this, [this] {
        fill();
        m_histogram->redrawAll();
        m_channels->redrawAll();
    });
    setPlaceholder(tr("How the values of a layer are distributed, before and after rotation, with the quantization "
                      "grid.\nSelect a layer to fill it."));
}

QWidget* DistributionPanel::makeHistogramPart()
{
    auto* part = new QWidget;
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    auto* bar = addBar(layout);
    m_logCounts = new QCheckBox(tr("Log cou&nts"));
    m_logCounts->setAccessibleName(tr("Logarithmic counts"));
    m_logCounts->setChecked(true);
    bar->addWidget(m_logCounts);
    bar->addStretch(1);
    m_rowPart = new QWidget;
    auto* rowLayout = new QHBoxLayout(m_rowPart);
    rowLayout->setContentsMargins({});
    m_row = new QSpinBox;
    m_row->setAccessibleName(tr("Output channel of the weight"));
    m_row->setSpecialValueText(tr("all"));
    m_row->setRange(-1, -1);
    m_row->setKeyboardTracking(false);
    m_rows = new QLabel;
    auto* label = new QLabel(tr("&Output channel:"));
    label->setBuddy(m_row);
    rowLayout->addWidget(label);
    rowLayout->addWidget(m_row);
    rowLayout->addWidget(m_rows);
    bar->addWidget(m_rowPart);
    m_histogram = new HistogramPlot;
    layout->addWidget(m_histogram, 1);
    connect(m_logCounts, &QCheckBox::toggled, m_histogram, &HistogramPlot::setLogCounts);
    connect(m_row, &QSpinBox::valueChanged, this, [this](int row) {
        m_awaitedRow = row;
        emit weightRowRequested(row);
    });
    return part;
}

QWidget* DistributionPanel::makeChannelPart()
{
    auto* part = new QWidget;
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    auto* bar = addBar(layout);
    auto* order = new SegmentedButtons({tr("By index"), tr("Sorted")}, tr("Order of the channels"));
    auto* log = new QCheckBox(tr("Log value&s"));
    log->setAccessibleName(tr("Logarithmic values"));
    bar->addWidget(log);
    bar->addStretch(1);
    bar->addWidget(order);
    m_channels = new ChannelPlot;
    layout->addWidget(m_channels, 1);
    connect(order, &SegmentedButtons::chosen, this, [this](int index) { m_channels->setSorted(index == 1); });
    connect(log, &QCheckBox::toggled, m_channels, &ChannelPlot::setLog);
    return part;
}

bool DistributionPanel::showsInput() const
{
    return m_what->index() == 1;
}

void DistributionPanel::setView(std::shared_ptr<const LayerView> view)
{
    const bool other = !m_view || !view || m_view->layer.name != view->layer.name;
    m_view = std::move(view);
    fillRowBox(other);
    fill();
    if (other)
        for (PlotView* plot : {static_cast<PlotView*>(m_histogram), static_cast<PlotView*>(m_channels),
                               static_cast<PlotView*>(m_heatMap)})
            plot->redrawAll();
}

void DistributionPanel::setPlanned(const std::optional<Scheme>& scheme)
{
    m_planned = scheme;
}

// After a run was cancelled, or before one: the recipe has other bits than what is shown.
QString DistributionPanel::plannedText() const
{
    const auto bits = [](const Scheme& scheme) { return tr("%1, %2").arg(weightBits(scheme), activationBits(scheme)); };
    if (!m_planned || m_view->preview || bits(*m_planned) == bits(m_view->scheme))
        return {};
    return QStringLiteral(" · <i>%1</i>").arg(tr("the recipe: %1; not run yet").arg(bits(*m_planned)));
}

void DistributionPanel::setPlaceholder(const QString& text)
{
    m_placeholder = text;
    fill();
}

void DistributionPanel::setUpdating(bool on)
{
    m_histogram->setUpdating(on);
    m_channels->setUpdating(on);
    m_heatMap->setUpdating(on);
}

// A view that comes late must not turn the box back while its user is on the way to another row.
void DistributionPanel::fillRowBox(bool otherLayer)
{
    const QSignalBlocker blocker(m_row);
    if (!m_view) {
        m_row->setRange(-1, -1);
        m_rows->clear();
        m_awaitedRow = noRow;
        return;
    }
    const auto& weight = m_view->weight;
    m_row->setMaximum(static_cast<int>(weight.rows) - 1);
    m_rows->setText(tr("of %1").arg(weight.rows));
    if (otherLayer || m_awaitedRow == weight.row)
        m_awaitedRow = noRow;
    if (m_awaitedRow == noRow)
        m_row->setValue(static_cast<int>(weight.row));
}

// A preview is reported from what a run has made.
QString DistributionPanel::origin() const
{
    if (const auto& preview = m_view->preview) {
        const auto text = preview->isolated
            ? tr("preview with float inputs, alone %1 dB").arg(shortNumber(preview->isolated->sqnrDb))
            : !preview->weight.quantized ? tr("preview")
            : preview->nearest           ? tr("preview, rounded to nearest until inputs are known: weight %1 dB")
                                     .arg(shortNumber(preview->weight.weightSqnrDb))
                               : tr("preview, weight %1 dB").arg(shortNumber(preview->weight.weightSqnrDb));
        return QStringLiteral(" · <i>%1</i>").arg(text);
    }
    return m_view->weight.grid ? QStringLiteral(" · %1").arg(tr("exact")) : QString();
}

void DistributionPanel::fill()
{
    m_rowPart->setVisible(!showsInput());
    m_rowPart->setEnabled(m_view != nullptr);
    if (!m_view) {
        m_title->clear();
        m_histogram->setPlaceholder(m_placeholder);
        m_histogram->setSeries({}, {}, {});
        m_channels->setChannels({}, {}, {}, {});
        m_heatMap->setMap(std::nullopt);
        return;
    }
    m_title->setText(QStringLiteral("<b>%1</b> · %2 · %3%4%5")
                         .arg(shortLayerName(m_view->layer).toHtmlEscaped(), weightBits(m_view->scheme),
                              activationBits(m_view->scheme), origin(), plannedText()));
    m_title->setToolTip(QString::fromStdString(m_view->layer.name));
    if (showsInput())
        fillInput();
    else
        fillWeight();
    m_heatMap->setMap(m_view->weight.error);
}

void DistributionPanel::fillWeight()
{
    const auto& weight = m_view->weight;
    const QColor color = towerColor(m_view->layer.tower);
    const QString title = weight.row < 0 ? tr("Weight") : tr("Weight of output channel %1").arg(weight.row);
    m_histogram->setPlaceholder(tr("The weight of this layer is not read yet."));
    m_histogram->setSeries({{tr("before (checkpoint)"), HistogramSeries::Look::Before, weight.before},
                            {tr("after folding and rotation"), HistogramSeries::Look::After, weight.after}},
                           color, title);
    m_histogram->setGrid(weight.grid, weight.row >= 0);
    m_histogram->setQuantizes(m_view->scheme.quantizesWeight());
    m_channels->setChannels(weight.columnMaxBefore, weight.columnMaxAfter, color, tr("Largest |w|"));
}

void DistributionPanel::fillInput()
{
    const QString missing = tr("What enters this layer is known once calibration questions have passed it.\n"
                               "Run the recipe to fill it.");
    m_histogram->setPlaceholder(missing);
    if (!m_view->input) {
        m_histogram->setSeries({}, {}, {});
        m_channels->setChannels({}, {}, {}, {});
        return;
    }
    const auto& input = *m_view->input;
    const QColor color = towerColor(m_view->layer.tower);
    const bool both = m_view->layer.tower == Tower::Llm;
    m_histogram->setSeries({{tr("before (checkpoint)"), HistogramSeries::Look::Before, input.before},
                            {both ? tr("after, image tokens") : tr("after folding and rotation"),
                             HistogramSeries::Look::After, input.image},
                            {tr("after, text tokens"), HistogramSeries::Look::Text, input.text}},
                           color, tr("Input activation"));
    m_histogram->setGrid(input.grid, false, input.imageGrid);
    m_histogram->setQuantizes(m_view->scheme.quantizesActivation());
    m_channels->setChannels(input.channelMaxBefore, input.channelMaxAfter, color, tr("Largest |x|"));
}

void DistributionPanel::resizeEvent(QResizeEvent* event)
{
    const bool isWide = width() >= besideFrom;
    m_splitter->setOrientation(isWide ? Qt::Horizontal : Qt::Vertical);
    putHistogramInTabs(!isWide && height() < belowFrom);
    QWidget::resizeEvent(event);
}

void DistributionPanel::putHistogramInTabs(bool on)
{
    if (on == (m_tabs->indexOf(m_histogramPart) >= 0))
        return;
    if (on) {
        m_tabs->insertTab(0, m_histogramPart, tr("Histogram"));
        m_tabs->setCurrentIndex(0);
    } else {
        m_tabs->removeTab(m_tabs->indexOf(m_histogramPart));
        m_splitter->insertWidget(0, m_histogramPart);
        m_histogramPart->show();
        m_splitter->setStretchFactor(0, 5);
        m_splitter->setStretchFactor(1, 4);
    }
}

// As small as it can become, whatever arrangement it has now.
QSize DistributionPanel::minimumSizeHint() const
{
    const auto least = m_histogramPart->minimumSizeHint();
    return {std::max(least.width(), m_what->minimumSizeHint().width() + 12 * fontMetrics().averageCharWidth()),
            least.height() + m_what->sizeHint().height() + m_tabs->tabBar()->sizeHint().height()};
}

void DistributionPanel::showInput(bool input)
{
    m_what->setIndex(input ? 1 : 0);
    fill();
}

void DistributionPanel::showError()
{
    m_tabs->setCurrentWidget(m_heatMap);
}

HistogramPlot* DistributionPanel::histogram() const
{
    return m_histogram;
}

ChannelPlot* DistributionPanel::channels() const
{
    return m_channels;
}

HeatMapPlot* DistributionPanel::heatMap() const
{
    return m_heatMap;
}

}
