// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/samplehtml.h"

#include <QCoreApplication>
#include <QStringList>

#include "common/appearance.h"
#include "samples/outcome.h"
#include "samples/samplemarks.h"
#include "samples/sampleview.h"
#include "samples/textdiff.h"

namespace quantscope {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("quantscope", text);
}

QString escaped(const std::string& text)
{
    return QString::fromStdString(text).trimmed().toHtmlEscaped().replace('\n', QStringLiteral("<br>"));
}

QString heading(const QString& title, const QPalette& palette)
{
    return QStringLiteral("<p style=\"margin-top:10px; margin-bottom:2px; color:%1\">%2</p>")
        .arg(quietText(palette).name(), title);
}

QString paragraph(const QString& html)
{
    return QStringLiteral("<p style=\"margin-top:0; margin-bottom:0\">%1</p>").arg(html);
}

QString lengthText(const Prediction& prediction)
{
    const auto characters = QString::fromStdString(prediction.text).toUcs4().size();
    return tr("%1 tokens, %2 characters").arg(prediction.tokens).arg(characters).replace(' ', QStringLiteral("&nbsp;"));
}

// The name of the answers with the protocol of their scores, whose facts are its tool tip.
QString titleHtml(const QString& name, const ScoreMeaning& meaning)
{
    return QStringLiteral("<span title=\"%1\">%2</span>")
        .arg(meaning.tip().toHtmlEscaped(), withProtocol(name, meaning).toHtmlEscaped());
}

}

std::optional<QString> answerText(const std::optional<Prediction>& prediction)
{
    return prediction ? std::optional(QString::fromStdString(prediction->text).trimmed()) : std::nullopt;
}

QString answerHtml(const QString& name, const std::optional<Prediction>& prediction, const std::vector<DiffSpan>& spans,
                   const QPalette& palette, const ScoreMeaning& meaning)
{
    const auto title = titleHtml(name, meaning);
    if (!prediction)
        return heading(title, palette) +
            paragraph(QStringLiteral("<i>%1</i>").arg(tr("Not answered yet; the answer arrives with a run.")));
    if (!prediction->problem.empty())
        return heading(title, palette) +
            paragraph(tr("The question could not be asked: %1").arg(escaped(prediction->problem)));
    const bool right = isRight(*prediction);
    const auto color = (right ? betterColor(palette) : worseColor(palette)).name();
    const auto sign = !prediction->isScored ? tr("not scored")
                                            : QStringLiteral("<b style=\"color:%1\">%2&nbsp;%3</b>")
                                                  .arg(color, rightSign(right), right ? tr("right") : tr("wrong"));
    const auto text =
        spans.empty() ? QStringLiteral("<i>%1</i>").arg(tr("(empty)")) : markedHtml(spans, worseColor(palette));
    return heading(QStringLiteral("%1 &nbsp;%2 &nbsp;%3").arg(title, sign, lengthText(*prediction)), palette) +
        QStringLiteral("<p style=\"margin-top:0; margin-bottom:0; font-size:large\">%1</p>").arg(text);
}

QString questionHtml(const std::string& question, const std::vector<std::string>& answers, const QPalette& palette)
{
    QStringList accepted;
    for (const auto& answer : answers)
        accepted << escaped(answer);
    accepted.removeDuplicates();
    return heading(tr("Question"), palette) + paragraph(escaped(question)) + heading(tr("Accepted answers"), palette) +
        paragraph(accepted.join(QStringLiteral("<br>")));
}

QString categoryHtml(const std::string& category, const QPalette& palette)
{
    return category.empty() ? QString() : heading(tr("Category"), palette) + paragraph(escaped(category));
}

QString sampleHtml(const SampleContent& sample, const QPalette& palette)
{
    const auto& question = sample.dataset->questions.at(static_cast<size_t>(sample.row));
    const auto diff = diffAnswers(answerText(sample.baseline), answerText(sample.current));
    auto html = questionHtml(question.question, question.answers, palette);
    html += answerHtml(sample.baselineName, sample.baseline, diff.before, palette, sample.baselineMeaning);
    html += answerHtml(sample.stale ? tr("%1 (old, updating)").arg(sample.currentName) : sample.currentName,
                       sample.current, diff.after, palette, sample.currentMeaning);
    html += heading(tr("Outcome"), palette) + paragraph(outcomeTitle(outcomeOf(sample.baseline, sample.current)));
    return html + categoryHtml(question.category, palette);
}

}
