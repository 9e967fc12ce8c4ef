// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/textpictureform.h"

#include <QComboBox>
#include <QFontComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSpinBox>

namespace quantscope {
namespace {

QSpinBox* numberField(int from, int to, int value, int step, const QString& suffix)
{
    auto* box = new QSpinBox;
    box->setRange(from, to);
    box->setSingleStep(step);
    box->setValue(value);
    box->setSuffix(suffix);
    box->setAlignment(Qt::AlignRight);
    return box;
}

}

TextPictureForm::TextPictureForm(QWidget* parent)
    : QWidget(parent)
    , m_text(new QPlainTextEdit(QStringLiteral("Hello")))
    , m_font(new QFontComboBox)
    , m_size(numberField(8, 160, TextPicture().size, 4, tr(" px")))
    , m_angle(numberField(-45, 45, 0, 5, tr("°")))
    , m_noise(numberField(0, 100, 0, 5, tr(" %")))
    , m_colors(new QComboBox)
{
    m_text->setPlaceholderText(tr("Type what the image shall say"));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(2 * fontMetrics().lineSpacing() + 12);
    m_text->setMaximumHeight(4 * fontMetrics().lineSpacing() + 12);
    m_font->setEditable(false);
    for (QComboBox* box : {static_cast<QComboBox*>(m_font), m_colors}) {
        box->setMinimumContentsLength(6);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    }
    using Colors = TextPicture::Colors;
    m_colors->addItem(tr("Black on white"), static_cast<int>(Colors::BlackOnWhite));
    m_colors->addItem(tr("Grey on grey"), static_cast<int>(Colors::GreyOnGrey));
    m_colors->addItem(tr("White on black"), static_cast<int>(Colors::WhiteOnBlack));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](const QString& title, QWidget* field, int row, int column, int columns = 1) {
        auto* label = new QLabel(title);
        label->setBuddy(field);
        field->setAccessibleName(QString(title).remove('&'));
        grid->addWidget(label, row, 2 * column);
        grid->addWidget(field, row, 2 * column + 1, 1, 2 * columns - 1);
    };
    add(tr("&Text"), m_text, 0, 0, 2);
    add(tr("&Font"), m_font, 1, 0, 2);
    add(tr("Si&ze"), m_size, 2, 0);
    add(tr("Ang&le"), m_angle, 2, 1);
    add(tr("&Noise"), m_noise, 3, 0);
    add(tr("&Colours"), m_colors, 3, 1);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    connect(m_text, &QPlainTextEdit::textChanged, this, &TextPictureForm::changed);
    connect(m_font, &QFontComboBox::currentFontChanged, this, &TextPictureForm::changed);
    connect(m_colors, &QComboBox::currentIndexChanged, this, &TextPictureForm::changed);
    for (auto* box : {m_size, m_angle, m_noise})
        connect(box, &QSpinBox::valueChanged, this, &TextPictureForm::changed);
}

TextPicture TextPictureForm::picture() const
{
    TextPicture picture;
    picture.text = m_text->toPlainText();
    picture.family = m_font->currentFont().family();
    picture.size = m_size->value();
    picture.angle = m_angle->value();
    picture.noise = m_noise->value() / 100.0;
    picture.colors = static_cast<TextPicture::Colors>(m_colors->currentData().toInt());
    return picture;
}

QPlainTextEdit* TextPictureForm::textEdit() const
{
    return m_text;
}

}
