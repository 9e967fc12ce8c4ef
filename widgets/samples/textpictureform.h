// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "samples/textpicture.h"

class QComboBox;
class QFontComboBox;
class QPlainTextEdit;
class QSpinBox;

namespace quantscope {

// The fields of a TextPicture; `changed` at every change by the user.
class TextPictureForm : public QWidget
{
    Q_OBJECT

public:
    explicit TextPictureForm(QWidget* parent = nullptr);

    TextPicture picture() const;
    // Of a picture of the benchmark, to draw on; null: there is none.
    void setGround(const std::optional<PictureGround>&);
    QPlainTextEdit* textEdit() const;

signals:
    void changed();

private:
    QPlainTextEdit* m_text;
    QFontComboBox* m_font;
    QSpinBox* m_size;
    QSpinBox* m_angle;
    QSpinBox* m_noise;
    QComboBox* m_colors;
    std::optional<PictureGround> m_ground;
};

}
