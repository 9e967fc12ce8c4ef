// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "plots/plotview.h"

namespace quantscope {

// What a plot of the lessons draws, as data.
enum class LessonColor { Before, After, Image, Text, Worse, Better, Mark };

struct LessonSeries
{
    enum class Look { Line, Dashed, Points, Sticks, Bars };

    QString name;
    Look look = Look::Line;
    LessonColor color = LessonColor::After;
    std::vector<double> x, y; // not a number: a gap
};

// A small matrix with its numbers, drawn as coloured cells beside the others.
struct LessonMatrix
{
    QString title;
    int rows = 0, columns = 0;
    std::vector<double> values; // [rows, columns]
    QStringList columnNames;
    int framedColumn = -1; // the one that this is about
    std::vector<char> done; // by column: settled, drawn with a bar under it
    double reach = 1; // the value with the strongest colour
};

struct LessonPicture
{
    std::vector<LessonSeries> series;
    std::vector<LessonMatrix> matrices; // instead of series
    QString xTitle, yTitle;
    std::vector<double> verticals; // marked places
    QStringList barNames; // of bars at 0, 1, …
    double squareReach = 0; // > 0: both axes from -reach to reach
    bool logX = false, logY = false;
};

// Draws a LessonPicture; keeps nothing else.
class LessonPlot : public PlotView
{
    Q_OBJECT

public:
    explicit LessonPlot(const QString& name, const QString& accessibleName, QWidget* parent = nullptr);

    void setPicture(LessonPicture);
    const LessonPicture& picture() const
    {
        return m_picture;
    }
    QString csv() const override;

protected:
    bool hasData() const override;
    void draw(const QPalette&) override;
    QString hoverText(QPointF pixel) const override;

private:
    void drawSeries(const LessonSeries&, const QPalette&);
    void drawMatrix(const LessonMatrix&, double left, const QPalette&);
    void fitSeries();

    LessonPicture m_picture;
};

}
