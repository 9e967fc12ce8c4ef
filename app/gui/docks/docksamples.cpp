// SPDX-License-Identifier: GPL-3.0-or-later
// The docks of the benchmark's questions and of one's own.

#include "gui/docks/docks.h"

#include <QFile>
#include <QFileInfo>

#include "gui/document/document.h"
#include "gui/document/modelrebuild.h"
#include "gui/document/selection.h"
#include "gui/work/keptwork.h"
#include "samples/samplelistmodel.h"
#include "samples/samplespanel.h"
#include "samples/samplesview.h"
#include "samples/sampleview.h"
#include "samples/trypanel.h"

namespace quantscope {
namespace {

const QString orderKey = QStringLiteral("samples/order");

// What the user has chosen stays, also at the next start.
void keepOrder(SamplesPanel* panel, QSettings* settings)
{
    using Order = SampleFilterModel::Order;
    panel->setOrder(static_cast<Order>(settings->value(orderKey, static_cast<int>(Order::Changed)).toInt()));
    QObject::connect(panel, &SamplesPanel::orderChanged, panel,
                     [settings](Order order) { settings->setValue(orderKey, static_cast<int>(order)); });
}

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
void showAnswers(SamplesView& view, const Document& document, const RunList& runs)
{
    auto* model = view.model();
    if (document.isOpen()) {
        const auto& data = *document.opened().data;
        const auto& now = runs.isRunning() ? *runs.find(runs.live()->id) : runs.shown();
        model->setMeanings(meaningOf(runs.pinned(), data), meaningOf(now, data));
    }
    const bool comparable = document.isOpen() && areComparable(runs.pinned(), runs.shown(), *document.opened().data);
    model->setNames(nameOf(runs.pinned()), nameOf(runs.isRunning() ? *runs.find(runs.live()->id) : runs.shown()));
    model->setAnswers(comparable ? runs.pinned().answers : Answers(runs.shown().answers.size()), runs.shown().answers);
    model->setCurrentStale(runs.isRunning());
    if (runs.isRunning())
        model->updateCurrent(known(runs.answers()));
    view.setRunning(runs.live() != nullptr);
    view.settleOrder();
}

// Shows the questions with the images that the shown run's model gets.
void showImages(SamplesView& view, const Document& document, const RunList& runs)
{
    const auto route = imagesOf(runs.shown());
    const auto& known = view.model()->dataset();
    if (!document.isOpen() || (known && known->images == route))
        return;
    const bool large = view.isLarge();
    const int row = view.panel()->selectedSample();
    auto data = std::make_shared<Dataset>(*document.opened().data);
    data->images = route;
    view.model()->setDataset(std::move(data));
    if (large)
        view.openSample(row);
}

void updateAnswers(SamplesView& view, const RunList& runs, const QList<int>& rows, bool baseline)
{
    if (!baseline)
        return view.model()->updateCurrent(rowsOf(runs.answers(), rows));
    const auto& floatAnswers = runs.all().front().answers;
    if (runs.pinned().id == 0)
        view.model()->updateBaseline(rowsOf(floatAnswers, rows));
    if (runs.shown().id == 0)
        view.model()->updateCurrent(rowsOf(floatAnswers, rows));
}

void showQuestions(SamplesView& view, const QString& category, bool firstFlip)
{
    auto* panel = view.panel();
    view.showList();
    if (firstFlip)
        panel->setShow(SampleFilterModel::Show::All);
    panel->setCategory(category);
    if (const int flip = firstFlip ? panel->filter()->nextFlip(-1, 1) : -1; flip >= 0)
        view.openSample(flip);
}

// The user's own image, while the window makes its views anew.
class OwnImage : public QObject
{
public:
    using QObject::QObject;
    QByteArray file;
    QString name;
};

// Asks the float model and the shown run's.
class TryPresenter : public QObject
{
public:
    TryPresenter(TryPanel* panel, const DockContext& context)
        : QObject(panel)
        , m_panel(panel)
        , m_backend(context.backend)
        , m_document(context.document)
        , m_runs(context.runs)
        , m_selection(context.selection)
        , m_rebuild(context.rebuild)
        , m_answers([this] { showState(); })
    {
        connect(&m_document, &Document::workspaceChanged, this, &TryPresenter::showWorkspace);
        connect(&m_runs, &RunList::shownChanged, this, &TryPresenter::showModels);
        connect(&m_runs, &RunList::modelsChanged, this, [this] {
            if (answeringRun() != m_answering)
                showModels();
        });
        connect(&m_rebuild, &ModelRebuild::changed, this, &TryPresenter::showQuantized);
        connect(panel, &TryPanel::asked, this, &TryPresenter::ask);
        connect(&m_selection, &Selection::questionChanged, this,
                [this] { m_panel->setSelectedQuestion(m_selection.question()); });
        connect(&m_selection, &Selection::playgroundAsked, panel, &TryPanel::showQuestion);
        showWorkspace();
        panel->setSelectedQuestion(m_selection.question());
    }

private:
    // The run that answers beside the float model; 0: none.
    int answeringRun() const
    {
        const int shown = m_runs.shown().id;
        return m_backend.held(shown).any ? shown : 0;
    }

    void showWorkspace()
    {
        const auto* opened = m_document.isOpen() ? &m_document.opened() : nullptr;
        const bool demo = opened && m_document.hasModel() && opened->sources.model == demoSources().model;
        m_panel->setModelNote(
            demo ? TryPanel::tr("The demo model has learnt to read words, numbers and short forms drawn like the "
                                "pictures of its benchmark, and nothing else: no photos, no other questions.")
                 : QString());
        m_panel->setBenchmark(opened ? opened->data : nullptr);
        m_asked = -1;
        showModels();
    }

    // A recipe that has run since answers the last question too.
    void showModels()
    {
        m_answering = answeringRun();
        m_panel->setRoute(imagesOf(*m_runs.find(m_answering)));
        m_panel->setMissing(m_runs.missingModel());
        m_panel->setModels(m_document.hasModel(), m_answering != 0);
        showQuantized();
        if (m_asked >= 0 && m_answering != 0 && m_answering != m_asked)
            m_panel->askAgain();
    }

    void showQuantized()
    {
        m_panel->setQuantized(m_answering != 0 ? nameOf(*m_runs.find(m_answering)) : QString(),
                              m_answering != 0 ? QString() : m_rebuild.text());
    }

    void ask(const QByteArray& image, const QString& question)
    {
        if (!m_document.hasModel())
            return;
        m_asked = m_answering;
        m_answers.start(m_backend.tryQuestion(m_answering, {image.begin(), image.end()}, question.toStdString()),
                        [this] { showAnswers(*m_answers.value()); });
    }

    void showState()
    {
        m_panel->setBusy(m_answers.isBusy());
        if (!m_answers.problem().isEmpty())
            m_panel->setProblem(m_answers.problem());
    }

    void showAnswers(const TriedAnswers& answers)
    {
        const auto quantized =
            answers.quantizedAnswer ? std::optional(QString::fromStdString(*answers.quantizedAnswer)) : std::nullopt;
        m_panel->setAnswers(QString::fromStdString(answers.floatAnswer), quantized);
    }

    TryPanel* m_panel;
    Backend& m_backend;
    const Document& m_document;
    const RunList& m_runs;
    const Selection& m_selection;
    const ModelRebuild& m_rebuild;
    int m_answering = 0;
    int m_asked = -1; // the run that was asked last; -1: none of this workspace
    Latest<TriedAnswers> m_answers;
};

}

QWidget* createSamplesDock(const DockContext& context, QWidget* parent)
{
    auto* view = new SamplesView(context.saveAs, parent);
    keepOrder(view->panel(), &context.settings);
    auto* document = &context.document;
    auto* runs = &context.runs;
    auto* selection = &context.selection;
    const auto open = [view, document, runs] {
        if (!document->isOpen())
            return;
        view->model()->setDataset(document->opened().data);
        view->setTilingFor([outline = document->opened().outline, data = document->opened().data](int width, int height,
                                                                                                  size_t images) {
            if (!outline->config.architecture) // of a session that does not know the model's settings
                return std::optional<Tiling>();
            return std::optional(tilingRule(*outline, *data, images).tiling(width, height));
        });
        showImages(*view, *document, *runs);
        showAnswers(*view, *document, *runs);
    };
    QObject::connect(document, &Document::workspaceChanged, view, open);
    QObject::connect(runs, &RunList::shownChanged, view, [view, document, runs] {
        showImages(*view, *document, *runs);
        showAnswers(*view, *document, *runs);
    });
    QObject::connect(runs, &RunList::liveChanged, view, [view, runs] {
        view->setRunning(runs->live() != nullptr);
        if (!runs->live())
            view->settleOrder();
    });
    QObject::connect(runs, &RunList::answersArrived, view, [view, runs](const QList<int>& rows, bool baseline) {
        updateAnswers(*view, *runs, rows, baseline);
    });
    QObject::connect(selection, &Selection::questionChanged, view,
                     [view, selection] { view->setSelectedSample(selection->question()); });
    QObject::connect(selection, &Selection::questionsAsked, view,
                     [view](const QString& category, bool firstFlip) { showQuestions(*view, category, firstFlip); });
    QObject::connect(view, &SamplesView::sampleSelected, selection, &Selection::selectQuestion);
    QObject::connect(view, &SamplesView::traceRequested, selection, &Selection::askForTrace);
    QObject::connect(view, &SamplesView::playgroundRequested, selection, &Selection::askInPlayground);
    open();
    view->setSelectedSample(selection->question());
    return view;
}

QWidget* createTryDock(const DockContext& context, QWidget* parent)
{
    constexpr qint64 mostBytes = qint64(1) << 30;
    auto* panel = new TryPanel;
    const auto load = [panel](const QString& name) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            panel->setProblem(TryPanel::tr("%1: cannot be read: %2").arg(name, file.errorString()));
        else if (file.size() > mostBytes)
            panel->setProblem(TryPanel::tr("%1: is larger than 1 GB").arg(name));
        else
            panel->setImageFile(file.readAll(), QFileInfo(name).fileName());
    };
    panel->setSaveAs(context.saveAs);
    new TryPresenter(panel, context);
    auto* own = keptWork<OwnImage>(context.work, QStringLiteral("ownImage"));
    if (!own->file.isEmpty())
        panel->setImageFile(own->file, own->name);
    QObject::connect(panel, &TryPanel::ownImageTaken, own, [own](const QByteArray& file, const QString& name) {
        own->file = file;
        own->name = name;
    });
    QObject::connect(panel, &TryPanel::imageFileDropped, panel, load);
    QObject::connect(panel, &TryPanel::openImageRequested, panel, [open = context.openFile, load] {
        open(TryPanel::tr("Open image"), TryPanel::tr("Images (*.png *.jpg *.jpeg *.webp *.gif *.bmp *.tif *.tiff)"),
             load);
    });
    return inScrollArea(panel, parent);
}

}
