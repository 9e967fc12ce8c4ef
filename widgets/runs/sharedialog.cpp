// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/sharedialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>

#include "common/appearance.h"
#include "common/numbertext.h"
#include "common/sentence.h"
#include "session/thumbnail.h"

namespace quantscope {
namespace {

constexpr double bytesPerMegabyte = 1e6;
constexpr int mostMegabytes = 2000;

template <typename Control> Control* described(Control* control, const QString& name, const QString& help)
{
    control->setAccessibleName(name);
    control->setToolTip(help);
    return control;
}

QLabel* wrapped(const QString& accessibleName)
{
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setAccessibleName(accessibleName);
    return label;
}

}

ShareDialog::ShareDialog(const std::vector<RunRow>& rows, const QStringList& chosen, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Save session"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* layout = new QFormLayout(this);
    auto* runs = new QLabel(tr("&Runs"));
    layout->addRow(runs, createRuns(rows, chosen));
    runs->setBuddy(m_runs);
    createParts();
    layout->addRow(QString(), m_float);
    layout->addRow(tr("&Pictures"), m_images);
    layout->addRow(tr("&Longest side"), m_side);
    layout->addRow(QString(), m_layers);
    layout->addRow(tr("At &most"), m_layerLimit);
    m_size = wrapped(tr("Size of the file"));
    m_leftOut = wrapped(tr("What the file will not have"));
    auto quiet = m_leftOut->palette();
    quiet.setColor(m_leftOut->foregroundRole(), quietText(palette()));
    m_leftOut->setPalette(quiet);
    layout->addRow(tr("Size"), m_size);
    layout->addRow(tr("Left out"), m_leftOut);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_save = buttons->addButton(tr("&Save…"), QDialogButtonBox::AcceptRole);
    m_save->setToolTip(tr("Choose the file and write it"));
    layout->addRow(buttons);
    m_save->setDefault(true); // it knows its dialog only now
    connect(m_save, &QPushButton::clicked, this, &ShareDialog::saveRequested);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(620, 560);
    m_runs->setFocus();
    setBusy(true);
}

QWidget* ShareDialog::createRuns(const std::vector<RunRow>& rows, const QStringList& chosen)
{
    m_runs = described(new QListWidget, tr("Runs of the session"), tr("Space ticks a run"));
    m_runs->setMinimumHeight(5 * fontMetrics().lineSpacing());
    for (const auto& row : rows) {
        auto* item = new QListWidgetItem(tr("%1 — %2 on %3").arg(row.name, row.model, row.data), m_runs);
        item->setData(Qt::UserRole, row.id);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(chosen.isEmpty() || chosen.contains(row.id) ? Qt::Checked : Qt::Unchecked);
    }
    if (m_runs->count() > 0)
        m_runs->setCurrentRow(0);
    connect(m_runs, &QListWidget::itemChanged, this, &ShareDialog::changed);
    return m_runs;
}

void ShareDialog::createParts()
{
    const SessionOptions usual;
    m_float = described(new QCheckBox(tr("With the &float model's answers")), tr("With the float model's answers"),
                        tr("The newest run of the float model on the same files, to compare with"));
    m_float->setChecked(true);
    m_images =
        described(new QComboBox, tr("Pictures of the questions"), tr("Pictures of the questions that were asked"));
    for (const auto& [images, title] : {std::pair{SessionImages::None, tr("None")},
                                        {SessionImages::Small, tr("Small, as JPEG")},
                                        {SessionImages::Full, tr("As they are")}})
        m_images->addItem(title, static_cast<int>(images));
    m_images->setCurrentIndex(m_images->findData(static_cast<int>(usual.images)));
    m_side = described(new QSpinBox, tr("Longest side of a small picture"),
                       tr("Larger pictures are made smaller, to this many pixels along the longest side"));
    m_side->setRange(leastThumbnail, mostThumbnail);
    m_side->setSingleStep(128);
    m_side->setValue(usual.longestSide);
    m_side->setSuffix(tr(" pixels"));
    m_layers = described(new QCheckBox(tr("With &distributions of the layers")), tr("With distributions of the layers"),
                         tr("Histograms, grids and ranges of runs whose weights are in memory; of others, show the run "
                            "first"));
    m_layers->setChecked(true);
    m_layerLimit = described(new QSpinBox, tr("Most megabytes of distributions"),
                             tr("Layers with the largest errors are taken first, until this is full"));
    m_layerLimit->setRange(1, mostMegabytes);
    m_layerLimit->setValue(static_cast<int>(usual.mostLayerBytes / bytesPerMegabyte));
    m_layerLimit->setSuffix(tr(" MB"));
    connect(m_float, &QCheckBox::toggled, this, &ShareDialog::changed);
    connect(m_layers, &QCheckBox::toggled, this, &ShareDialog::changed);
    connect(m_images, &QComboBox::currentIndexChanged, this, &ShareDialog::changed);
    for (auto* box : {m_side, m_layerLimit})
        connect(box, &QSpinBox::valueChanged, this, &ShareDialog::changed);
}

ShareChoice ShareDialog::choice() const
{
    ShareChoice choice;
    for (int i = 0; i < m_runs->count(); ++i)
        if (m_runs->item(i)->checkState() == Qt::Checked)
            choice.ids << m_runs->item(i)->data(Qt::UserRole).toString();
    choice.withFloat = m_float->isChecked();
    choice.options.images = static_cast<SessionImages>(m_images->currentData().toInt());
    choice.options.longestSide = m_side->value();
    choice.options.mostLayerBytes = m_layers->isChecked() ? m_layerLimit->value() * bytesPerMegabyte : 0;
    return choice;
}

void ShareDialog::changed()
{
    m_side->setEnabled(choice().options.images == SessionImages::Small);
    m_layerLimit->setEnabled(m_layers->isChecked());
    emit choiceChanged();
}

void ShareDialog::setSize(const SessionSize& size)
{
    m_size->setText(
        tr("about %1: runs and questions %2; %n picture(s), %3; ", nullptr, static_cast<int>(size.images))
            .arg(bytesText(size.total()), bytesText(size.runBytes), bytesText(size.imageBytes)) +
        tr("distributions of %n layer(s), %1", nullptr, static_cast<int>(size.layers)).arg(bytesText(size.layerBytes)));
    QStringList lines{tr("the model, its weights and all that needs them: running, diagnosis, playground, lessons")};
    for (const auto& message : size.leftOut)
        lines << sentence(message);
    m_leftOut->setText(lines.join('\n'));
}

void ShareDialog::setBusy(bool busy)
{
    m_save->setEnabled(!busy && !choice().ids.isEmpty());
    if (busy)
        m_size->setText(tr("…"));
}

void ShareDialog::setProblem(const QString& problem)
{
    m_size->setText(problem);
    m_leftOut->clear();
}

}
