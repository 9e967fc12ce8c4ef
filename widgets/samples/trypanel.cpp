// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/trypanel.h"

#include <QAbstractTextDocumentLayout>
#include <QBoxLayout>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTextBrowser>
#include <QTimer>

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>

#include "common/appearance.h"
#include "common/sentence.h"
#include "samples/benchmarkpicture.h"
#include "samples/imageview.h"
#include "samples/modelimage.h"
#include "samples/samplemarks.h"
#include "samples/textdiff.h"
#include "samples/textpictureform.h"
#include "tasks/metrics/textanswers.h"

namespace quantscope {
namespace {

constexpr int drawingDelay = 30; // milliseconds after the last key
constexpr int narrow = 640; // below, the parts stand one above the other
constexpr int leastAnswer = 3, mostAnswer = 12, leastPicture = 8; // lines of text

// Image files on the clipboard: as they are, before Qt decodes them in its own way.
constexpr std::array fileFormats{"image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp", "image/tiff"};

QByteArray imageFileIn(const QMimeData* data)
{
    for (const char* format : fileFormats)
        if (const auto name = QString::fromLatin1(format); data->hasFormat(name))
            if (auto bytes = data->data(name); !bytes.isEmpty())
                return bytes;
    return {};
}

bool hasImage(const QMimeData* data)
{
    return data &&
        (data->hasImage() || (!data->urls().isEmpty() && data->urls().constFirst().isLocalFile()) ||
         !imageFileIn(data).isEmpty());
}

}

TryPanel::TryPanel(QWidget* parent)
    : QWidget(parent)
    , m_benchmark(new BenchmarkPicture)
    , m_form(new TextPictureForm)
    , m_view(new ImageView)
    , m_answers(new QTextBrowser)
    , m_drawing(new QTimer(this))
{
    setAcceptDrops(true);
    m_view->setAccessibleName(tr("Image to ask about"));
    m_answers->setAccessibleName(tr("Answers of the float and the quantized model"));
    m_drawing->setSingleShot(true);
    m_drawing->setInterval(drawingDelay);
    m_view->setMinimumHeight(leastPicture * fontMetrics().lineSpacing());
    m_controls = new QVBoxLayout;
    m_controls->addWidget(buildSource());
    m_controls->addWidget(buildQuestion());
    m_parts = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_parts->setContentsMargins(6, 6, 6, 6);
    m_parts->addLayout(m_controls, 1);
    m_parts->addWidget(m_view, 1);
    watch();
    arrange();
    drawText();
    showSource();
    updateState();
}

QString TryPanel::usualQuestion()
{
    return tr("What is written in the image?");
}

QWidget* TryPanel::buildSource()
{
    m_benchmarkChosen = new QRadioButton(tr("&Benchmark"));
    m_benchmarkChosen->setToolTip(tr("A picture of the benchmark with its question"));
    m_benchmarkChosen->setEnabled(false);
    m_textChosen = new QRadioButton(tr("&Drawn text"));
    m_imageChosen = new QRadioButton(tr("Own &image"));
    m_textChosen->setChecked(true);
    m_imageName = new QLabel(tr("Drop an image anywhere here, paste one with Ctrl+V, or open a file."));
    m_imageName->setWordWrap(true);
    m_imageName->setTextFormat(Qt::PlainText);
    m_imageName->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto* open = new QPushButton(tr("&Open image…"));
    open->setToolTip(tr("An image file of your own"));
    auto* pasted = new QPushButton(tr("&Paste image"));
    pasted->setToolTip(tr("The image on the clipboard (Ctrl+V)"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(open);
    buttons->addWidget(pasted);
    buttons->addStretch();
    auto* source = new QWidget;
    auto* layout = new QVBoxLayout(source);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* choice = new QHBoxLayout;
    choice->addWidget(m_benchmarkChosen);
    choice->addWidget(m_textChosen);
    choice->addWidget(m_imageChosen);
    choice->addStretch();
    layout->addLayout(choice);
    layout->addLayout(buttons);
    for (QWidget* page :
         {static_cast<QWidget*>(m_benchmark), static_cast<QWidget*>(m_form), static_cast<QWidget*>(m_imageName)})
        layout->addWidget(page);
    connect(open, &QPushButton::clicked, this, &TryPanel::openImageRequested);
    connect(pasted, &QPushButton::clicked, this, &TryPanel::paste);
    return source;
}

QWidget* TryPanel::buildQuestion()
{
    m_question = new QLineEdit(usualQuestion());
    m_question->setAccessibleName(tr("Question"));
    auto* label = new QLabel(tr("Qu&estion"));
    label->setBuddy(m_question);
    m_ask = new QPushButton(tr("&Ask"));
    m_ask->setToolTip(tr("Ask the float and the quantized model (Enter)"));
    m_status = new QLabel;
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
    m_routeNote = new QLabel(tr("The protocol of the shown run: %1").arg(sentence(message("fact.images_jpeg"))));
    m_routeNote->setWordWrap(true);
    m_routeNote->setToolTip(tr("The image is shown as both models get it"));
    m_routeNote->setAccessibleName(tr("Route of the image"));
    m_routeNote->hide();
    m_modelNote = new QLabel;
    m_modelNote->setWordWrap(true);
    m_modelNote->setTextFormat(Qt::PlainText);
    m_modelNote->setAccessibleName(tr("What the model can read"));
    m_modelNote->hide();
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_question, 1);
    row->addWidget(m_ask);
    layout->addLayout(row);
    layout->addWidget(m_modelNote);
    layout->addWidget(m_routeNote);
    layout->addWidget(m_status);
    return box;
}

void TryPanel::watch()
{
    connect(m_drawing, &QTimer::timeout, this, &TryPanel::drawText);
    connect(m_form, &TextPictureForm::changed, m_drawing, qOverload<>(&QTimer::start));
    connect(m_benchmark, &BenchmarkPicture::changed, this, &TryPanel::benchmarkMoved);
    for (auto* choice : {m_benchmarkChosen, m_textChosen, m_imageChosen})
        connect(choice, &QRadioButton::toggled, this, [this](bool on) {
            if (on)
                showSource();
        });
    connect(m_answers->document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &TryPanel::fitAnswers, Qt::QueuedConnection); // a new height lays the text out anew
    connect(m_question, &QLineEdit::textChanged, this, &TryPanel::questionChanged);
    connect(m_question, &QLineEdit::returnPressed, this, &TryPanel::ask);
    connect(m_ask, &QPushButton::clicked, this, &TryPanel::ask);
    // Text fields would swallow the paste of an image.
    for (auto* field : findChildren<QWidget*>())
        if (qobject_cast<QLineEdit*>(field) || qobject_cast<QPlainTextEdit*>(field) ||
            qobject_cast<QAbstractSpinBox*>(field))
            field->installEventFilter(this);
}

const TryPanel::Source& TryPanel::source() const
{
    return m_benchmarkChosen->isChecked() ? m_ofBenchmark : m_textChosen->isChecked() ? m_drawn : m_own;
}

void TryPanel::setBenchmark(std::shared_ptr<const Dataset> benchmark)
{
    const bool first = !m_benchmarkChosen->isEnabled();
    m_benchmark->setDataset(std::move(benchmark));
    const bool any = !m_benchmark->isEmpty();
    m_benchmarkChosen->setEnabled(any);
    if (first && any && m_own.file.isEmpty())
        m_benchmarkChosen->setChecked(true);
    else if (!any && m_benchmarkChosen->isChecked())
        m_textChosen->setChecked(true);
}

void TryPanel::setSelectedQuestion(int row)
{
    m_benchmark->setSelectedRow(row);
}

void TryPanel::showQuestion(int row)
{
    m_benchmarkWords.clear(); // also where somebody has changed them
    m_benchmarkChosen->setChecked(m_benchmarkChosen->isEnabled());
    m_benchmark->setRow(row);
    showSource();
}

// Another question of the benchmark, or none: its picture, its words, and the ground that texts are drawn on.
void TryPanel::benchmarkMoved()
{
    m_ofBenchmark = {};
    if (const auto* question = m_benchmark->question(); question && question->images.front()) {
        const auto& bytes = *question->images.front();
        m_ofBenchmark.file = QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size()));
        m_ofBenchmark.name = m_benchmark->title();
        m_problem.clear();
        see(m_ofBenchmark);
    }
    m_form->setGround(groundOf(m_ofBenchmark.seen));
    showSource();
}

QImage TryPanel::image() const
{
    return source().seen;
}

void TryPanel::setImage(const QImage& image, const QString& name)
{
    if (const auto bytes = pngFile(image); bytes.isEmpty())
        setProblem(tr("%1 is not an image that can be read.").arg(name));
    else
        setImageFile(bytes, name);
}

// As a model gets it; with a problem, there is nothing to see.
void TryPanel::see(Source& source)
{
    source.seen = {};
    if (source.file.isEmpty())
        return;
    try {
        source.seen =
            modelImage({reinterpret_cast<const uint8_t*>(source.file.constData()), size_t(source.file.size())}, m_route,
                       source.name.toStdString());
        if (source.seen.isNull())
            setProblem(tr("%1 is too large for the memory.").arg(source.name));
    } catch (const std::exception& error) {
        setProblem(QString::fromUtf8(error.what()));
    }
}

void TryPanel::setImageFile(const QByteArray& bytes, const QString& name)
{
    Source given{bytes, name, {}};
    see(given);
    if (given.seen.isNull())
        return;
    m_own = std::move(given);
    m_problem.clear();
    nameImage();
    m_imageChosen->setChecked(true);
    showSource();
    emit ownImageTaken(m_own.file, m_own.name);
}

void TryPanel::nameImage()
{
    if (!m_own.seen.isNull())
        m_imageName->setText(tr("%1, %2 × %3 pixels").arg(m_own.name).arg(m_own.seen.width()).arg(m_own.seen.height()));
}

void TryPanel::setRoute(ImageRoute route)
{
    if (route == m_route)
        return;
    m_route = route;
    m_problem.clear();
    see(m_own);
    see(m_drawn);
    see(m_ofBenchmark);
    nameImage();
    m_routeNote->setVisible(route != ImageRoute::Stored);
    showSource();
    updateState();
}

void TryPanel::setModels(bool floatReady, bool quantizedReady)
{
    m_floatReady = floatReady;
    m_quantizedReady = quantizedReady;
    questionChanged();
}

void TryPanel::setQuantized(const QString& name, const QString& missing)
{
    m_quantizedName = name;
    m_quantizedMissing = missing;
    updateState();
}

void TryPanel::setMissing(const QString& missing)
{
    m_missing = missing;
    updateState();
}

void TryPanel::setSaveAs(SaveAs saveAs)
{
    m_view->setSaveAs(std::move(saveAs));
}

void TryPanel::setModelNote(const QString& note)
{
    m_modelNote->setText(note);
    m_modelNote->setVisible(!note.isEmpty());
}

void TryPanel::setAnswers(std::optional<QString> floatAnswer, std::optional<QString> quantizedAnswer)
{
    m_answered = m_asked.value_or(Asked());
    m_floatAnswer = std::move(floatAnswer);
    m_quantizedAnswer = std::move(quantizedAnswer);
    m_old = false;
    m_problem.clear();
    updateState();
}

void TryPanel::setBusy(bool busy)
{
    m_busy = busy;
    updateState();
}

void TryPanel::setProblem(const QString& problem)
{
    m_problem = problem;
    updateState();
}

void TryPanel::ask()
{
    m_drawing->stop();
    if (m_textChosen->isChecked())
        drawText();
    if (m_ask->isEnabled())
        send(whatIsAsked());
}

// A benchmark's words may have several lines, of which the field shows one.
TryPanel::Asked TryPanel::whatIsAsked() const
{
    Asked what{source().file, m_question->text().trimmed(), {}, m_textChosen->isChecked()};
    if (what.isDrawn)
        what.accepted = {m_drawnAs.text.simplified().toStdString()};
    const auto* question = m_benchmarkChosen->isChecked() ? m_benchmark->question() : nullptr;
    if (question && m_question->text() == m_benchmarkWords) {
        what.question = QString::fromStdString(question->question);
        what.accepted = question->answers;
    }
    return what;
}

void TryPanel::send(Asked what)
{
    m_asked = std::move(what);
    m_wantsAgain = false;
    m_problem.clear();
    m_old = true;
    updateState();
    emit asked(m_asked->file, m_asked->question);
}

void TryPanel::askAgain()
{
    m_wantsAgain = m_asked && !isVisible();
    if (m_asked && m_floatReady && isVisible())
        send(*m_asked);
}

void TryPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_wantsAgain)
        askAgain();
}

void TryPanel::paste()
{
    if (!take(QGuiApplication::clipboard()->mimeData()))
        setProblem(tr("There is no image on the clipboard."));
}

bool TryPanel::take(const QMimeData* mime)
{
    if (!hasImage(mime))
        return false;
    if (const auto bytes = imageFileIn(mime); !bytes.isEmpty())
        setImageFile(bytes, tr("Pasted image"));
    else if (mime->hasImage())
        setImage(mime->imageData().value<QImage>(), tr("Pasted image"));
    else
        emit imageFileDropped(mime->urls().constFirst().toLocalFile());
    return true;
}

void TryPanel::drawText()
{
    const auto picture = m_form->picture();
    if (picture == m_drawnAs)
        return;
    m_drawnAs = picture;
    m_drawn = {pngFile(renderText(picture)), tr("Drawn text"), {}};
    see(m_drawn);
    if (m_textChosen->isChecked())
        showSource();
}

// The words of a benchmark's question belong to its picture, unless somebody has changed them.
void TryPanel::showWords()
{
    const bool unchanged = m_benchmarkWords.isEmpty() || m_question->text() == m_benchmarkWords;
    const auto* question = m_benchmarkChosen->isChecked() ? m_benchmark->question() : nullptr;
    const auto words = question ? QString::fromStdString(question->question).simplified() : usualQuestion();
    if (question ? unchanged : m_question->text() == m_benchmarkWords)
        m_question->setText(words);
    if (question)
        m_benchmarkWords = words;
}

void TryPanel::showSource()
{
    const bool text = m_textChosen->isChecked();
    m_benchmark->setVisible(m_benchmarkChosen->isChecked());
    m_form->setVisible(text);
    m_imageName->setVisible(m_imageChosen->isChecked());
    m_view->setPlaceholder(text ? tr("The text will be drawn here.") : tr("Drop or paste an image here."));
    showWords();
    if (m_view->image().cacheKey() != image().cacheKey()) {
        m_view->setImage(image());
        questionChanged();
    }
}

void TryPanel::questionChanged()
{
    m_old = m_floatAnswer || m_quantizedAnswer;
    updateState();
}

void TryPanel::dragEnterEvent(QDragEnterEvent* event)
{
    if (hasImage(event->mimeData()))
        event->acceptProposedAction();
}

void TryPanel::dropEvent(QDropEvent* event)
{
    if (take(event->mimeData()))
        event->acceptProposedAction();
}

void TryPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Paste))
        paste();
    else
        QWidget::keyPressEvent(event);
}

bool TryPanel::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Paste)) {
        const auto* mime = QGuiApplication::clipboard()->mimeData();
        if (hasImage(mime) && (mime->hasUrls() || !mime->hasText()))
            return take(mime);
    }
    return QWidget::eventFilter(object, event);
}

void TryPanel::resizeEvent(QResizeEvent*)
{
    arrange();
}

// Beside the picture the answers have the room that is left; below it they take what their text needs.
void TryPanel::arrange()
{
    const bool isNarrow = width() < narrow;
    m_parts->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    auto* place = isNarrow ? m_parts : m_controls;
    if (place->indexOf(m_answers) < 0) {
        (isNarrow ? m_controls : m_parts)->removeWidget(m_answers);
        place->addWidget(m_answers, isNarrow ? 0 : 1);
        m_parts->setStretch(0, isNarrow ? 0 : 1);
    }
    fitAnswers();
}

void TryPanel::fitAnswers()
{
    const int line = fontMetrics().lineSpacing(), frame = 2 * m_answers->frameWidth();
    const int text = static_cast<int>(std::ceil(m_answers->document()->size().height()));
    const int height = std::clamp(text, leastAnswer * line, mostAnswer * line) + frame;
    // A scroll bar would make the text narrower and so higher, and its own height take the scroll bar away.
    m_answers->setVerticalScrollBarPolicy(text > mostAnswer * line ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    m_answers->setMinimumHeight(height);
    m_answers->setMaximumHeight(width() < narrow ? height : QWIDGETSIZE_MAX);
}

void TryPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateAnswers();
}

void TryPanel::updateState()
{
    m_ask->setEnabled(m_floatReady && !m_busy && !image().isNull() && !m_question->text().trimmed().isEmpty());
    QString status;
    if (!m_problem.isEmpty())
        status = m_problem;
    else if (!m_floatReady)
        status = m_missing.isEmpty() ? tr("Open a model first, then ask it about this image.") : m_missing;
    else if (m_busy)
        status = tr("Answering…");
    else if (!m_quantizedReady)
        status = !m_quantizedMissing.isEmpty()
            ? m_quantizedMissing
            : tr("There is no quantized model yet: run a recipe first to compare its answer with the float one.");
    m_status->setText(status);
    m_status->setVisible(!status.isEmpty());
    updateAnswers();
}

QString TryPanel::answerHtml(const QString& name, const std::optional<QString>& answer, bool quantized) const
{
    const auto diff = diffAnswers(m_floatAnswer, m_quantizedAnswer);
    QString sign;
    if (answer && !m_answered.accepted.empty()) {
        const bool right = containsAnswer(m_answered.accepted, answer->toStdString());
        const auto words = m_answered.isDrawn ? right ? tr("has the text") : tr("lacks the text")
            : right ? tr("has an accepted answer")
                                              : tr("has no accepted answer");
        sign = QStringLiteral("<b style=\"color:%1\">%2 %3</b>")
                   .arg((right ? betterColor(palette()) : worseColor(palette())).name(), rightSign(right), words);
    }
    QString text = QStringLiteral("–");
    if (answer)
        text = answer->isEmpty() ? QStringLiteral("<i>%1</i>").arg(tr("(empty)"))
                                 : markedHtml(quantized ? diff.after : diff.before, worseColor(palette()));
    else if (quantized && !m_quantizedReady)
        text = QStringLiteral("<i>%1</i>")
                   .arg(m_quantizedMissing.isEmpty() ? tr("No quantized model yet: run a recipe first.")
                                                     : m_quantizedMissing.toHtmlEscaped());
    const auto color = m_old ? quietText(palette()) : palette().color(QPalette::Text);
    return QStringLiteral("<p style=\"margin:0 0 2px 0; color:%1\">%2 &nbsp; %3</p>"
                          "<p style=\"margin:0 0 8px 0; font-size:large; color:%4\">%5</p>")
        .arg(quietText(palette()).name(), name.toHtmlEscaped(), sign, color.name(), text);
}

void TryPanel::updateAnswers()
{
    if (!m_floatAnswer && !m_quantizedAnswer) {
        m_answers->clear();
        m_answers->setPlaceholderText(m_floatReady
                                          ? tr("The answers of the float and the quantized model come here. Press Ask.")
                                          : tr("The answers of the float and the quantized model come here."));
        return;
    }
    QString html = answerHtml(tr("Float"), m_floatAnswer, false) +
        answerHtml(m_quantizedName.isEmpty() ? tr("Quantized") : m_quantizedName, m_quantizedAnswer, true);
    if (m_old)
        html += QStringLiteral("<p style=\"color:%1\"><i>%2</i></p>")
                    .arg(quietText(palette()).name(),
                         m_busy ? tr("updating") : tr("These are the answers to the last question asked."));
    m_answers->setHtml(html);
}

}
