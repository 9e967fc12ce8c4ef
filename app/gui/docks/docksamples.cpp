// SPDX-License-Identifier: GPL-3.0-or-later
// The docks of the benchmark's questions and of one's own.

#include <QBuffer>
#include <QImageReader>

#include "gui/docks/docks.h"
#include "gui/document/session.h"
#include "samples/samplelistmodel.h"
#include "samples/samplespanel.h"
#include "samples/samplesview.h"
#include "samples/trypanel.h"

namespace quantscope {
namespace {

std::vector<Prediction> known(const Answers& answers)
{
    std::vector<Prediction> list;
    for (const auto& answer : answers)
        if (answer)
            list.push_back(*answer);
    return list;
}

std::vector<Prediction> rowsOf(const Answers& answers, const QList<int>& rows)
{
    std::vector<Prediction> list;
    for (const int row : rows)
        if (const auto& answer = answers.at(static_cast<size_t>(row)))
            list.push_back(*answer);
    return list;
}

// While a run goes on the answers of the shown run stay, dimmed, until its own arrive.
void showAnswers(SamplesView& view, const Session& session)
{
    auto* model = view.model();
    model->setAnswers(session.baselineAnswers(), session.pinned().name, session.shown().outcome.answers);
    model->setCurrentStale(session.isRunning());
    if (session.isRunning())
        model->updateCurrent(known(session.answers()));
    view.setRunning(session.live() != nullptr);
}

}

QWidget* createSamplesDock(const DockContext& context, QWidget* parent)
{
    auto* view = new SamplesView(context.saveAs, parent);
    auto* session = &context.session;
    const auto open = [view, session] {
        if (!session->isOpen())
            return;
        view->model()->setDataset(session->opened().data);
        const auto rule = tilingRule(*session->opened().outline, *session->opened().data);
        view->setTilingFor([rule](int width, int height) { return std::optional(rule.tiling(width, height)); });
        showAnswers(*view, *session);
    };
    QObject::connect(session, &Session::workspaceChanged, view, open);
    QObject::connect(session, &Session::shownChanged, view, [view, session] { showAnswers(*view, *session); });
    QObject::connect(session, &Session::liveChanged, view,
                     [view, session] { view->setRunning(session->live() != nullptr); });
    QObject::connect(session, &Session::answersArrived, view, [view, session](const QList<int>& rows, bool baseline) {
        const auto& floatAnswers = session->runs().front().outcome.answers;
        if (!baseline)
            return view->model()->updateCurrent(rowsOf(session->answers(), rows));
        if (session->pinned().id == 0)
            view->model()->updateBaseline(rowsOf(floatAnswers, rows));
        if (session->shown().id == 0)
            view->model()->updateCurrent(rowsOf(floatAnswers, rows));
    });
    QObject::connect(session, &Session::sampleChanged, view,
                     [view, session] { view->setSelectedSample(session->sample()); });
    QObject::connect(view, &SamplesView::sampleSelected, session, &Session::selectSample);
    open();
    return view;
}

QWidget* createTryDock(const DockContext& context, QWidget* parent)
{
    constexpr int memoryLimitMegabytes = 512;
    auto* panel = new TryPanel;
    auto* session = &context.session;
    const auto ready = [panel, session] {
        panel->setModels(session->isOpen(), session->shown().id != 0 && session->shown().outcome.models != nullptr);
    };
    const auto load = [panel](const QString& file) {
        QImageReader reader(file);
        reader.setAutoTransform(true);
        QImageReader::setAllocationLimit(memoryLimitMegabytes);
        const auto image = reader.read();
        if (image.isNull())
            panel->setProblem(TryPanel::tr("%1: not an image that can be read: %2").arg(file, reader.errorString()));
        else
            panel->setImage(image, QFileInfo(file).fileName());
    };
    QObject::connect(session, &Session::workspaceChanged, panel, ready);
    QObject::connect(session, &Session::shownChanged, panel, ready);
    QObject::connect(session, &Session::tryBusy, panel, &TryPanel::setBusy);
    QObject::connect(session, &Session::tryFailed, panel, &TryPanel::setProblem);
    QObject::connect(session, &Session::tried, panel, [panel](const TriedAnswers& answers) {
        const auto quantized =
            answers.quantizedAnswer ? std::optional(QString::fromStdString(*answers.quantizedAnswer)) : std::nullopt;
        panel->setAnswers(QString::fromStdString(answers.floatAnswer), quantized);
    });
    QObject::connect(panel, &TryPanel::asked, session, [session](const QImage& image, const QString& question) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        session->tryQuestion({bytes.begin(), bytes.end()}, question);
    });
    QObject::connect(panel, &TryPanel::imageFileDropped, panel, load);
    QObject::connect(panel, &TryPanel::openImageRequested, panel, [open = context.openFile, load] {
        open(TryPanel::tr("Open image"), TryPanel::tr("Images (*.png *.jpg *.jpeg *.webp *.bmp)"), load);
    });
    ready();
    return inScrollArea(panel, parent);
}

}
