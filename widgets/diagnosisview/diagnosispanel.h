// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>

#include "common/saveas.h"

namespace quantscope {

class CausesView;
class CheckView;
class FixesView;
class TraceView;

// Why an answer broke: causes, what changes bring, the guided check and one question in detail.
class DiagnosisPanel : public QTabWidget
{
    Q_OBJECT

public:
    explicit DiagnosisPanel(SaveAs, QWidget* parent = nullptr);

    CausesView* causes() const
    {
        return m_causes;
    }
    CheckView* check() const
    {
        return m_check;
    }
    FixesView* fixes() const
    {
        return m_fixes;
    }
    TraceView* trace() const
    {
        return m_trace;
    }

private:
    CausesView* m_causes;
    FixesView* m_fixes;
    CheckView* m_check;
    TraceView* m_trace;
};

}
