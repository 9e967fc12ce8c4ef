// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/report/reportdialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

#include "archive/comparison.h"
#include "report/translation.h"

namespace quantscope {
namespace {

constexpr int shownRuns = 5, shownNotes = 3;

template <typename Control> Control* described(Control* control, const QString& name, const QString& tip)
{
    control->setAccessibleName(name);
    control->setToolTip(tip);
    return control;
}

std::vector<std::string> wordsOf(const QString& text)
{
    std::vector<std::string> words;
    for (const auto& part : text.split(','))
        if (const auto word = part.trimmed(); !word.isEmpty())
            words.push_back(word.toStdString());
    return words;
}

}

ReportDialog::ReportDialog(const QList<OfferedRun>& runs, const QString& layer, const QString& language,
                           const QString& folder, QWidget* parent)
    : QDialog(parent)
    , m_inputs(new QWidget(this))
{
    setWindowTitle(tr("Report"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_form = new QFormLayout(m_inputs);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_runs = described(new QListWidget, tr("Runs"),
                       tr("Runs that the report is about, compared with each other where there are several; up to %1")
                           .arg(mostCompared));
    for (const auto& run : runs) {
        auto* item = new QListWidgetItem(run.name, m_runs);
        item->setData(Qt::UserRole, QString::fromStdString(run.id));
        item->setFlags(Qt::ItemIsUserCheckable | Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        item->setCheckState(run.isChosen ? Qt::Checked : Qt::Unchecked);
        if (run.isChosen && m_runs->currentRow() < 0)
            m_runs->setCurrentItem(item);
    }
    m_runs->setFixedHeight(shownRuns * (fontMetrics().height() + 4) + 8);
    m_form->addRow(tr("&Runs"), m_runs);
    connect(m_runs, &QListWidget::itemChanged, this, &ReportDialog::update);
    addContents(layer, language);
    addPlace(folder);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_inputs);
    addButtons();
    setMinimumWidth(fontMetrics().averageCharWidth() * 80);
    update();
}

void ReportDialog::addContents(const QString& layer, const QString& language)
{
    m_language = described(new QComboBox, tr("Language"), tr("Language of the report, whatever that of the window"));
    for (const auto& row : reportLanguages())
        m_language->addItem(QString::fromUtf8(row.name.data(), int(row.name.size())),
                            QString::fromUtf8(row.code.data(), int(row.code.size())));
    m_language->setCurrentIndex(std::max(0, m_language->findData(language)));
    m_form->addRow(tr("&Language"), m_language);
    m_title = described(new QLineEdit, tr("Title"), tr("Heading of the report; without it the name of the run"));
    m_form->addRow(tr("&Title"), m_title);
    m_layers = described(new QLineEdit(layer), tr("Layers"),
                         tr("Layers whose histograms and grids are shown, by name, with commas between them. "
                            "Weights that have left memory are made again"));
    m_layers->setPlaceholderText(tr("llm.3.down_proj, llm.4.o_proj"));
    m_form->addRow(tr("L&ayers"), m_layers);
    m_questions = described(new QLineEdit, tr("Questions"),
                            tr("Questions by their index, with commas between them. None: those on which the runs "
                               "differ most, of one run wrong ones"));
    m_questions->setPlaceholderText(tr("the largest flips"));
    m_most =
        described(new QSpinBox, tr("Number of questions"), tr("How many questions are shown where none are named"));
    m_most->setRange(0, 200);
    m_most->setValue(8);
    auto* questions = new QHBoxLayout;
    questions->addWidget(m_questions, 1);
    questions->addWidget(m_most);
    auto* label = new QLabel(tr("&Questions"));
    label->setBuddy(m_questions);
    m_form->addRow(label, questions);
    connect(m_questions, &QLineEdit::textChanged, this, &ReportDialog::update);
    m_notes = described(new QPlainTextEdit, tr("Notes"), tr("Your own words, at the beginning of the report"));
    m_notes->setTabChangesFocus(true);
    m_notes->setFixedHeight(shownNotes * fontMetrics().lineSpacing() + 12);
    m_form->addRow(tr("&Notes"), m_notes);
}

void ReportDialog::addPlace(const QString& folder)
{
    m_html = described(new QCheckBox(tr("&HTML")), tr("HTML"), tr("report.html: one page that holds everything"));
    m_pdf = described(new QCheckBox(tr("&PDF")), tr("PDF"), tr("report.pdf: pages of A4"));
    m_figures = described(new QCheckBox(tr("Fi&gures")), tr("Figures"), tr("figures: every figure as SVG"));
    m_tables = described(new QCheckBox(tr("Ta&bles")), tr("Tables"), tr("tables: every table as CSV and LaTeX"));
    auto* kinds = new QHBoxLayout;
    for (auto* box : {m_html, m_pdf, m_figures, m_tables}) {
        kinds->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &ReportDialog::update);
    }
    kinds->addStretch();
    m_html->setChecked(true);
    m_pdf->setChecked(true);
    m_form->addRow(tr("Write"), kinds);
    m_folder = described(new QLineEdit(folder), tr("Folder"), tr("Folder that the files are written into"));
    auto* choose = described(new QPushButton(tr("&Choose…")), tr("Choose the folder"), tr("Choose the folder"));
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &ReportDialog::folderWanted);
    connect(m_folder, &QLineEdit::textChanged, this, &ReportDialog::update);
    auto* place = new QHBoxLayout;
    place->addWidget(m_folder, 1);
    place->addWidget(choose);
    auto* label = new QLabel(tr("F&older"));
    label->setBuddy(m_folder);
    m_form->addRow(label, place);
}

void ReportDialog::addButtons()
{
    m_hint = new QLabel;
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_progress = described(new QProgressBar, tr("Progress"), tr("How far the report is"));
    m_progress->setRange(0, 100);
    m_progress->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_make = described(buttons->addButton(tr("&Make report"), QDialogButtonBox::AcceptRole), tr("Make report"),
                       tr("Write the files in the background"));
    auto* cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setToolTip(tr("Close without a report; stops one that is being made"));
    connect(m_make, &QPushButton::clicked, this, &ReportDialog::begin);
    connect(buttons, &QDialogButtonBox::rejected, this, &ReportDialog::reject);
    for (auto* widget : std::initializer_list<QWidget*>{m_hint, m_progress, buttons})
        layout()->addWidget(widget);
    m_make->setDefault(true); // it knows its dialog only now
}

ReportOrder ReportDialog::order() const
{
    ReportOrder order;
    for (int i = 0; i < m_runs->count(); ++i)
        if (m_runs->item(i)->checkState() == Qt::Checked)
            order.runs.push_back(m_runs->item(i)->data(Qt::UserRole).toString().toStdString());
    order.choices.language = m_language->currentData().toString().toStdString();
    order.choices.title = m_title->text().trimmed().toStdString();
    order.choices.layers = wordsOf(m_layers->text());
    order.choices.questions = wordsOf(m_questions->text());
    order.choices.mostQuestions = static_cast<size_t>(m_most->value());
    order.choices.notes = m_notes->toPlainText().toStdString();
    order.folder = m_folder->text().trimmed();
    order.html = m_html->isChecked();
    order.pdf = m_pdf->isChecked();
    order.figures = m_figures->isChecked();
    order.tables = m_tables->isChecked();
    return order;
}

void ReportDialog::setFolder(const QString& folder)
{
    m_folder->setText(folder);
}

// What is missing, or what would be replaced.
void ReportDialog::update()
{
    if (!m_folder || !layout() || m_busy)
        return;
    const auto wanted = order();
    const auto count = static_cast<int>(wanted.runs.size());
    m_most->setEnabled(wanted.choices.questions.empty());
    QString hint;
    if (count == 0)
        hint = tr("Choose a run.");
    else if (wanted.runs.size() > mostCompared)
        hint = tr("Choose at most %1 runs.").arg(mostCompared);
    else if (wanted.folder.isEmpty())
        hint = tr("Choose a folder.");
    else if (wanted.files().isEmpty())
        hint = tr("Choose what is to be written.");
    m_make->setEnabled(hint.isEmpty());
    if (hint.isEmpty()) {
        QStringList present;
        for (const auto& file : wanted.files())
            if (QFileInfo::exists(file))
                present << QFileInfo(file).fileName();
        if (!present.isEmpty())
            hint = tr("In this folder are already: %1. What has the same name is replaced.")
                       .arg(present.join(QStringLiteral(", ")));
    }
    m_hint->setText(hint);
}

void ReportDialog::begin()
{
    if (!m_make->isEnabled())
        return;
    setBusy(true);
    m_hint->clear();
    m_progress->setValue(0);
    Q_EMIT ordered(order());
}

void ReportDialog::setBusy(bool busy)
{
    m_busy = busy;
    m_inputs->setEnabled(!busy);
    m_make->setEnabled(!busy);
    m_progress->setVisible(busy);
}

void ReportDialog::showProgress(double fraction, const QString& what)
{
    m_progress->setValue(qRound(100 * fraction));
    m_hint->setText(what);
}

void ReportDialog::showProblem(const QString& problem)
{
    setBusy(false);
    update();
    if (!problem.isEmpty())
        m_hint->setText(problem);
}

void ReportDialog::reject()
{
    if (m_busy)
        Q_EMIT stopRequested();
    QDialog::reject();
}

}
