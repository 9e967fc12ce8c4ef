// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosisview/diagnosispanel.h"

#include "diagnosisview/causesview.h"
#include "diagnosisview/checkview.h"
#include "diagnosisview/fixesview.h"
#include "diagnosisview/traceview.h"

namespace quantscope {

DiagnosisPanel::DiagnosisPanel(SaveAs saveAs, QWidget* parent)
    : QTabWidget(parent)
    , m_causes(new CausesView(saveAs))
    , m_fixes(new FixesView(saveAs))
    , m_check(new CheckView(saveAs))
    , m_trace(new TraceView(saveAs))
{
    setAccessibleName(tr("Diagnosis"));
    setDocumentMode(true);
    const auto add = [this](QWidget* view, const QString& title, const QString& tip) {
        setTabToolTip(addTab(view, title), tip);
    };
    add(m_causes, tr("Causes"), tr("What is wrong with which layers, and the suggested fix"));
    add(m_fixes, tr("Fixes"), tr("What single changes of the recipe bring, measured on a few questions"));
    add(m_check, tr("Guided check"), tr("From the float model to the layer that does the harm, step by step"));
    add(m_trace, tr("Sample"),
        tr("One question: tokens, first diverging token, component swaps, error over the image"));
}

}
