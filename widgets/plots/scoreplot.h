// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plotview.h"
#include "plots/scorerow.h"

namespace quantscope {

// The share of hits of every category and of all, with the float or pinned run behind it and the 95 % interval of all.
class ScorePlot : public PlotView
{
    Q_OBJECT

public:
    explicit ScorePlot(QWidget* parent = nullptr);

    // Only categories and the total are drawn. `total` is the interval of the hits of all answered questions.
    void setRows(const std::vector<ScoreRow>&, const QString& baselineName, std::optional<Interval> total);

    QString csv() const override;

protected:
    bool hasData() const override;
    void draw(const QPalette&) override;
    QString hoverText(QPointF pixel) const override;

private:
    QString countText(const ScoreRow&) const;
    void prepareAxes();
    void drawBars(const QPalette&);
    void drawWhisker(const QPalette&);
    void drawTexts(const QPalette&);

    std::vector<ScoreRow> m_rows;
    QString m_baselineName;
    std::optional<Interval> m_total;
};

}
