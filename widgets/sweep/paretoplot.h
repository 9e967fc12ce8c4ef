// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plotview.h"
#include "sweep/sweeprow.h"

namespace quantscope {

// Size against the share of right answers. The front, those that no smaller recipe beats, is a line; the selected point
// has a ring.
class ParetoPlot : public PlotView
{
    Q_OBJECT

public:
    explicit ParetoPlot(QWidget* parent = nullptr);

    void setRows(const std::vector<SweepRow>&);
    void setSelected(int row); // -1: none
    int selected() const;

    QString csv() const override;

signals:
    void rowChosen(int row); // by mouse, or by keys along the sizes

protected:
    bool hasData() const override;
    void draw(const QPalette&) override;
    QString hoverText(QPointF pixel) const override;
    void click(QPointF pixel) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    int rowAt(QPointF pixel) const;
    std::vector<int> bySize() const; // rows with a score
    QString scoreTitle() const;
    void drawPoints(const QPalette&, bool onFront, const QString& title);
    void drawRing(const QPalette&);
    void choose(int row);

    std::vector<SweepRow> m_rows;
    std::vector<size_t> m_front;
    int m_selected = -1;
};

}
