// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QTimer>

#include <functional>

#include "common/saveas.h"
#include "figures/figuresettings.h"
#include "figures/plotexport.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace quantscope {

// What the dialog draws and saves; nothing when the plot is gone.
struct FigureSource
{
    QString caption; // as it is suggested
    std::function<QByteArray(const FigureSettings&, const QString& caption, PictureFormat)> draw;
};

// Size, font and caption of a plot as a figure, with a preview; then it asks for the file. What was chosen is
// remembered for all plots.
class FigureDialog : public QDialog
{
    Q_OBJECT

public:
    // The file is suggested to be called `name`.
    FigureDialog(FigureSource, const QString& name, const SaveAs&, QWidget* parent);

    FigureSettings settings() const;
    QString caption() const; // empty when it is switched off

private:
    QDoubleSpinBox* number(QFormLayout*, const QString& label, const QString& tip, double least, double most,
                           double value, const QString& unit);
    void makeControls(QFormLayout*, const FigureSettings&);
    void showPreview();
    void save();

    FigureSource m_source;
    QString m_name;
    SaveAs m_saveAs;
    QDoubleSpinBox* m_width = nullptr;
    QDoubleSpinBox* m_height = nullptr;
    QDoubleSpinBox* m_font = nullptr;
    QComboBox* m_format = nullptr;
    QCheckBox* m_hasCaption = nullptr;
    QLineEdit* m_caption = nullptr;
    QLabel* m_preview = nullptr;
    QTimer m_later;
};

}
