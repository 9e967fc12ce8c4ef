// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosisview/diagnosispanel.h"

#include "diagnosisview/causesview.h"
#include "diagnosisview/checkview.h"
#include "diagnosisview/traceview.h"

namespace quantscope {

DiagnosisPanel::DiagnosisPanel(SaveAs saveAs, QWidget* parent)
    : QTabWidget(parent)
    , m_causes(new CausesView(saveAs))
    , m_check(new CheckView(saveAs))
    , m_trace(new TraceView(saveAs))
{
    setAccessibleName(tr("Diagnosis"));
    setDocumentMode(true);
    addTab(m_causes, tr("Causes"));
    addTab(m_check, tr("Guided check"));
    addTab(m_trace, tr("Sample"));
    setTabToolTip(0, tr("What is wrong with which layer, and the suggested fix"));
    setTabToolTip(1, tr("From the float model to the layer that does the harm, step by step"));
    setTabToolTip(2, tr("One question: tokens, first diverging token, component swaps, error over the image"));
}

}
