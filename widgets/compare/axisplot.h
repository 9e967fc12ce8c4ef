// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/runaxis.h"
#include "plots/plotview.h"

namespace quantscope {

// The share of correct answers along a field of the recipe, with its 95 % interval; runs of one line are joined. Points
// are counted through all lines, as the rows of axisTable().
class AxisPlot : public PlotView
{
    Q_OBJECT

public:
    explicit AxisPlot(QWidget* parent = nullptr);

    void setAxis(const RunAxis&);
    void setSelected(int point); // -1: none
    int selected() const;

    QString csv() const override;

Q_SIGNALS:
    void pointChosen(int point); // by a click or the arrow keys
    void pointActivated(int point); // by a double click or Enter

protected:
    bool hasData() const override;
    void draw(const QPalette&) override;
    QString hoverText(QPointF pixel) const override;
    void click(QPointF pixel) override;
    bool eventFilter(QObject*, QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    struct Spot
    {
        const AxisPoint* point = nullptr;
        size_t line = 0;
        double x = 0, percent = 0, low = 0, high = 0;
    };

    std::vector<Spot> spots() const;
    std::vector<nlohmann::json> values() const; // of all lines, ascending
    void prepareAxes(const std::vector<Spot>&);
    void drawLine(const std::vector<Spot>&, size_t line, const QPalette&);
    int pointAt(QPointF pixel) const;
    void choose(int point);

    RunAxis m_axis;
    int m_selected = -1;
};

}
