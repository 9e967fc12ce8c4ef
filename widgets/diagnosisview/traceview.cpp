// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosisview/traceview.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include "common/appearance.h"
#include "common/numbertext.h"
#include "common/sentence.h"
#include "common/textof.h"
#include "common/texttable.h"
#include "common/worktext.h"
#include "diagnosisview/errormapplot.h"
#include "samples/imagestepper.h"

namespace quantscope {
namespace {

constexpr int imageMegabytes = 16;
constexpr int imageSide = 800; // pixels; more would not be seen under the cells
constexpr int besideFrom = 900; // pixels: narrower, the map lies below the tables

TextCell probability(double value)
{
    return {QString::number(value, 'f', 4), TextCell::Plain, false, true, value, {}, value};
}

QString choicesText(const std::vector<TokenChoice>& choices)
{
    QStringList lines;
    for (const auto& choice : choices)
        lines << QStringLiteral("“%1” %2").arg(textOf(choice.text)).arg(choice.probability, 0, 'f', 4);
    return lines.join('\n');
}

TextRow tokenRow(const SampleTrace& trace, size_t i)
{
    const auto& token = trace.tokens[i];
    const bool first = trace.flip && trace.flip->token == i;
    const auto best = token.quantizedTop.empty() ? QString() : textOf(token.quantizedTop.front().text);
    const auto tone = token.flips ? TextCell::Worse : TextCell::Plain;
    TextRow row;
    row.key = static_cast<int>(i);
    row.cells = {{(first             ? QStringLiteral("✗ ")
                       : token.flips ? QStringLiteral("· ")
                                     : QString()) +
                      textOf(token.text),
                  tone, first, false, -1, first ? TraceView::tr("The first diverging token") : QString(),
                  textOf(token.text)},
                 probability(token.floatProbability),
                 probability(token.quantizedProbability),
                 {best, tone, first, false, -1, choicesText(token.quantizedTop)}};
    row.cells[1].toolTip = TraceView::tr("Float model:\n%1").arg(choicesText(token.floatTop));
    row.cells[2].toolTip = TraceView::tr("Quantized model:\n%1").arg(choicesText(token.quantizedTop));
    return row;
}

QStringList swapTitles(const ScoreMeaning& meaning)
{
    return {TraceView::tr("Component swap"), withProtocol(TraceView::tr("Correct"), meaning), TraceView::tr("ln p"),
            TraceView::tr("Answer")};
}

TextRow swapRow(const SwapTest& swap, const std::vector<Layer>& layers, const ScoreMeaning& meaning)
{
    const bool right = swap.score > 0.5;
    const bool single = swap.floatLayers.size() == 1 && static_cast<size_t>(swap.floatLayers.front()) < layers.size();
    const auto name = single
        ? TraceView::tr("float %1").arg(shortLayerName(layers[static_cast<size_t>(swap.floatLayers.front())]))
        : sentence(swap.name);
    TextRow row;
    row.key = swap.floatLayers.empty() ? -1 : swap.floatLayers.front();
    row.cells = {{name, TextCell::Plain, false, false, -1, {}},
                 {right ? QStringLiteral("✓") : QStringLiteral("✗"), right ? TextCell::Better : TextCell::Worse, true,
                  false, -1,
                  withProtocol(right ? TraceView::tr("right") : TraceView::tr("wrong"), meaning) + '\n' + meaning.tip(),
                  swap.score},
                 {QString::number(swap.logProbability, 'f', 2), TextCell::Plain, false, true, -1,
                  TraceView::tr("Log-probability of the float model's answer, in nats"), swap.logProbability},
                 {textOf(swap.answer), TextCell::Plain, false, false, -1, {}}};
    return row;
}

}

TraceView::TraceView(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
    , m_loader(new ImageLoader(imageMegabytes, this))
    , m_start(new QPushButton(tr("Trace question")))
    , m_stop(new QPushButton(tr("Stop")))
    , m_playground(new QPushButton(tr("Use in Playground")))
    , m_progress(new QProgressBar)
    , m_headline(new QLabel)
    , m_hint(new QLabel)
    , m_tokenModel(
          new TextTableModel({tr("Float answer"), tr("p float"), tr("p quantized"), tr("Quantized says")}, this))
    , m_swapModel(new TextTableModel(swapTitles({}), this))
    , m_tokenTable(makeTextTable(m_tokenModel, tr("Tokens"), QStringLiteral("tokens"), saveAs, this))
    , m_swapTable(makeTextTable(m_swapModel, tr("Component swap (activation patching)"), QStringLiteral("swap-tests"),
                                saveAs, this))
    , m_map(new ErrorMapPlot)
    , m_stepper(new ImageStepper(this))
    , m_splitter(new QSplitter)
{
    m_headline->setTextFormat(Qt::RichText);
    m_headline->setWordWrap(true);
    m_headline->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_headline->setAccessibleName(tr("First diverging token"));
    m_hint->setAccessibleName(tr("State of the trace"));
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_start->setAccessibleName(m_start->text());
    m_stop->setAccessibleName(tr("Stop tracing"));
    m_playground->setToolTip(tr("Ask about the picture of the traced question with other words"));
    m_progress->setRange(0, 1000);
    m_progress->setAccessibleName(tr("Progress of the trace"));
    m_map->setSaveAs(saveAs);
    auto* tables = new QSplitter(Qt::Vertical);
    tables->addWidget(m_tokenTable);
    tables->addWidget(m_swapTable);
    m_splitter->addWidget(tables);
    auto* maps = new QWidget;
    auto* mapColumn = new QVBoxLayout(maps);
    mapColumn->setContentsMargins({});
    mapColumn->addWidget(m_stepper, 0, Qt::AlignHCenter);
    mapColumn->addWidget(m_map, 1);
    m_splitter->addWidget(maps);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    auto* top = new QHBoxLayout;
    top->addWidget(m_start, 0, Qt::AlignTop);
    top->addWidget(m_stop, 0, Qt::AlignTop);
    top->addWidget(m_playground, 0, Qt::AlignTop);
    top->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addLayout(top);
    layout->addWidget(m_progress);
    layout->addWidget(m_headline);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_splitter, 1);
    connect(m_start, &QPushButton::clicked, this, &TraceView::traceRequested);
    connect(m_stop, &QPushButton::clicked, this, &TraceView::stopRequested);
    connect(m_playground, &QPushButton::clicked, this,
            [this] { emit playgroundRequested(static_cast<int>(m_trace->row)); });
    connect(m_loader, &ImageLoader::loaded, this, &TraceView::takeImage);
    connect(m_stepper, &ImageStepper::indexChanged, this, &TraceView::showMap);
    connect(m_swapTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& now) {
                if (const int layer = m_swapModel->keyOf(now.row()); layer >= 0)
                    emit layerSelected(layer);
            });
    fill();
}

void TraceView::setTraceable(bool on, const QString& hint)
{
    m_traceable = on;
    m_reason = hint;
    updateControls();
}

void TraceView::setTrace(std::shared_ptr<const SampleTrace> trace, const std::vector<EncodedImage>& images,
                         ImageRoute route, const ScoreMeaning& meaning)
{
    m_trace = std::move(trace);
    m_images = images;
    m_route = route;
    m_meaning = meaning;
    m_problem.clear();
    m_stepper->setCount(static_cast<int>(images.size()));
    fill();
}

void TraceView::clear()
{
    setTrace(nullptr, {}, ImageRoute::Stored, {});
}

void TraceView::setRunning(bool on, bool waits)
{
    m_running = on;
    m_waits = on && waits;
    if (on)
        m_problem.clear();
    m_tokenModel->setStale(on);
    m_swapModel->setStale(on);
    m_map->setUpdating(on);
    updateControls();
}

void TraceView::setProgress(double fraction, const QString& what)
{
    m_progress->setValue(static_cast<int>(1000 * fraction));
    m_progress->setFormat(what.isEmpty() ? QStringLiteral("%p %") : workText(what) + QStringLiteral(", %p %"));
}

void TraceView::setProblem(const QString& sentence)
{
    m_problem = sentence;
    updateControls();
}

void TraceView::setLayers(std::vector<Layer> layers)
{
    m_layers = std::move(layers);
}

void TraceView::showMap()
{
    const auto image = static_cast<size_t>(m_stepper->index());
    m_map->setImage({});
    m_map->setMap(m_trace && image < m_trace->maps.size() ? std::optional(m_trace->maps[image]) : std::nullopt);
    takeImage();
}

void TraceView::takeImage()
{
    const auto image = static_cast<size_t>(m_stepper->index());
    if (image >= m_images.size())
        return;
    const auto result = m_loader->request(m_images[image], {imageSide, imageSide}, m_route);
    if (result.ready && !result.image.isNull())
        m_map->setImage(result.image);
}

void TraceView::updateControls()
{
    m_start->setEnabled(m_traceable && !m_running);
    m_stop->setVisible(m_running);
    m_progress->setVisible(m_running && !m_waits);
    m_playground->setVisible(m_trace != nullptr);
    m_splitter->setVisible(m_trace != nullptr);
    m_headline->setVisible(m_trace != nullptr);
    m_hint->setVisible(!m_trace || m_waits || !m_problem.isEmpty());
    m_hint->setText(!m_problem.isEmpty() ? m_problem
                        : m_waits        ? tr("The trace waits until the work under way has ended.")
                        : m_running ? tr("Tracing: both models answer token by token, then with parts exchanged…")
                                    : m_reason);
}

void TraceView::fillHeadline()
{
    const auto quoted = [](const std::string& text) {
        return QStringLiteral("“%1”").arg(textOf(text).trimmed().toHtmlEscaped());
    };
    const auto& trace = *m_trace;
    QString text =
        tr("Question #%1. Float: %2, quantized: %3.")
            .arg(textOf(trace.index).toHtmlEscaped(), quoted(trace.floatAnswer), quoted(trace.quantizedAnswer));
    if (const auto& flip = trace.flip)
        text += ' ' +
            tr("<b>✗ First diverging token %1</b>: %2 becomes %3; margin %4 nats for it in float, %5 against it when "
               "quantized.")
                .arg(flip->token + 1)
                .arg(quoted(flip->floatText), quoted(flip->quantizedText), shortNumber(flip->floatMargin),
                     shortNumber(flip->quantizedMargin));
    else
        text += ' ' + tr("✓ No token diverges.");
    m_headline->setText(text);
}

void TraceView::fill()
{
    std::vector<TextRow> tokenRows, swapRows;
    if (m_trace) {
        for (size_t i = 0; i < m_trace->tokens.size(); ++i)
            tokenRows.push_back(tokenRow(*m_trace, i));
        for (const auto& swap : m_trace->swaps)
            swapRows.push_back(swapRow(swap, m_layers, m_meaning));
        fillHeadline();
    }
    m_tokenModel->setRows(std::move(tokenRows));
    m_swapModel->setTable(swapTitles(m_meaning), {{}, m_meaning.tip()}, std::move(swapRows));
    m_tokenTable->resizeColumnsToContents();
    m_swapTable->resizeColumnsToContents();
    showMap();
    updateControls();
}

void TraceView::resizeEvent(QResizeEvent* event)
{
    m_splitter->setOrientation(width() < besideFrom ? Qt::Vertical : Qt::Horizontal);
    QWidget::resizeEvent(event);
}

void TraceView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) {
        m_tokenModel->setPalette(palette());
        m_swapModel->setPalette(palette());
    }
    QWidget::changeEvent(event);
}

}
