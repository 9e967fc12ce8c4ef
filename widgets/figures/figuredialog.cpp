// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/figuredialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace quantscope {
namespace {

constexpr QSize previewRoom(520, 320); // pixels
constexpr int previewDelay = 150; // ms; typing a number costs one drawing

struct FigureFormat
{
    const char* suffix;
    const char* title;
    const char* filter;
};

constexpr FigureFormat figureFormats[] = {
    {"pdf", "PDF", "PDF (*.pdf)"}, {"svg", "SVG", "SVG (*.svg)"}, {"png", "PNG, 300 dpi", "PNG (*.png)"}};

template <typename Widget> Widget* explained(Widget* widget, const QString& name, const QString& tip)
{
    widget->setAccessibleName(QString(name).remove('&'));
    widget->setToolTip(tip);
    return widget;
}

}

FigureDialog::FigureDialog(FigureSource source, const QString& name, const SaveAs& saveAs, QWidget* parent)
    : QDialog(parent)
    , m_source(std::move(source))
    , m_name(name)
    , m_saveAs(saveAs)
{
    setWindowTitle(tr("Export figure"));
    auto* layout = new QVBoxLayout(this);
    auto* form = new QFormLayout;
    layout->addLayout(form);
    makeControls(form, figureSettingsFrom(saveAs.remembered()));
    m_preview = explained(new QLabel, tr("Preview of the figure"), tr("The figure; large ones are shown smaller"));
    m_preview->setAlignment(Qt::AlignCenter);
    m_preview->setMinimumSize(previewRoom);
    layout->addWidget(m_preview, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto* saveButton = buttons->addButton(tr("&Save…"), QDialogButtonBox::AcceptRole);
    saveButton->setToolTip(tr("Asks for the file"));
    layout->addWidget(buttons);
    saveButton->setDefault(true); // it knows its dialog only now
    connect(buttons, &QDialogButtonBox::accepted, this, &FigureDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_later.setSingleShot(true);
    m_later.setInterval(previewDelay);
    connect(&m_later, &QTimer::timeout, this, &FigureDialog::showPreview);
    showPreview();
}

QDoubleSpinBox* FigureDialog::number(QFormLayout* form, const QString& label, const QString& tip, double least,
                                     double most, double value, const QString& unit)
{
    auto* box = explained(new QDoubleSpinBox, label, tip);
    box->setDecimals(1);
    box->setRange(least, most);
    box->setValue(value);
    box->setSuffix(QChar(0x202f) + unit); // a narrow space that does not break
    form->addRow(label, box);
    connect(box, &QDoubleSpinBox::valueChanged, &m_later, qOverload<>(&QTimer::start));
    return box;
}

void FigureDialog::makeControls(QFormLayout* form, const FigureSettings& from)
{
    m_width =
        number(form, tr("&Width"), tr("Of the whole figure: one column of a paper is often 85 mm, two are 178 mm"),
               leastFigure, mostFigure, from.width, tr("mm"));
    m_height = number(form, tr("&Height"), tr("Of the whole figure, with its caption"), leastFigure, mostFigure,
                      from.height, tr("mm"));
    m_font = number(form, tr("&Font size"), tr("Of all texts; most papers want at least 7 pt"), leastFigureFont,
                    mostFigureFont, from.fontSize, tr("pt"));
    m_format = explained(new QComboBox, tr("Format"), tr("PDF for LaTeX, SVG for web pages and for editing"));
    for (const auto& format : figureFormats)
        m_format->addItem(QString(format.title), QString(format.suffix));
    m_format->setCurrentIndex(m_format->findData(from.format));
    form->addRow(tr("Forma&t"), m_format);
    m_hasCaption = explained(new QCheckBox(tr("&Caption")), tr("Caption"), tr("A line below the plot"));
    m_hasCaption->setChecked(from.hasCaption);
    m_caption = explained(new QLineEdit(m_source.caption), tr("Text of the caption"),
                          tr("The run, the benchmark and the metric; write what the paper needs"));
    m_caption->setEnabled(from.hasCaption);
    form->addRow(m_hasCaption, m_caption);
    connect(m_hasCaption, &QCheckBox::toggled, m_caption, &QLineEdit::setEnabled);
    connect(m_hasCaption, &QCheckBox::toggled, &m_later, qOverload<>(&QTimer::start));
    connect(m_caption, &QLineEdit::textChanged, &m_later, qOverload<>(&QTimer::start));
}

FigureSettings FigureDialog::settings() const
{
    return {m_width->value(), m_height->value(), m_font->value(), m_hasCaption->isChecked(),
            m_format->currentData().toString()};
}

QString FigureDialog::caption() const
{
    return m_hasCaption->isChecked() ? m_caption->text().trimmed() : QString();
}

void FigureDialog::showPreview()
{
    const auto picture =
        QPixmap::fromImage(QImage::fromData(m_source.draw(settings(), caption(), PictureFormat::Png), "PNG"));
    m_preview->setPixmap(
        picture.scaled(previewRoom.boundedTo(picture.size()), Qt::KeepAspectRatio, Qt::SmoothTransformation));
}

void FigureDialog::save()
{
    const auto chosen = settings();
    m_saveAs.remember(toMap(chosen));
    QStringList filters;
    for (const auto& format : figureFormats)
        if (chosen.format == QLatin1String(format.suffix))
            filters.prepend(QString(format.filter));
        else
            filters << QString(format.filter);
    accept();
    m_saveAs(m_name + '.' + chosen.format, filters.join(QStringLiteral(";;")),
             [draw = m_source.draw, chosen, text = caption()](const QString& file) {
                 if (const auto bytes = draw(chosen, text, pictureFormat(file)); !bytes.isEmpty())
                     writeFile(file, bytes);
             });
}

}
