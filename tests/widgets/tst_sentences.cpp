// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QTranslator>

#include <algorithm>

#include "common/numbertext.h"
#include "common/sentence.h"
#include "common/textof.h"
#include "common/worktext.h"
#include "diagnosis/layermetrics.h"
#include "guitest.h"
#include "messages/sentence.h"
#include "recipe/issuelabel.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

bool hasChinese(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Han; });
}

Message broken()
{
    return message("cause.transform_broken",
                   {{"part", message("part.block", {{"tower", message("tower.vision")}, {"block", 3}})},
                    {"share", 0.25, NumberFormat::Percent},
                    {"kl", 0.0123}});
}

class Chinese
{
public:
    Chinese()
    {
        if (!m_core.load(QStringLiteral(QUANTSCOPE_TRANSLATIONS) + "/core_zh.qm"))
            qFatal("no translations");
        if (!m_views.load(QStringLiteral(QUANTSCOPE_TRANSLATIONS) + "/quantscope_zh.qm"))
            qFatal("no translations");
        QCoreApplication::installTranslator(&m_core);
        QCoreApplication::installTranslator(&m_views);
    }

private:
    QTranslator m_core, m_views; // remove themselves
};

}

class TestSentences : public QObject
{
    Q_OBJECT

private slots:
    void englishIsThatOfTheReports()
    {
        for (const auto& m : {broken(), layerMessage("llm.0.q", message("fallback.no_spike")),
                              message("preflight.fewer_samples", {{"samples", 4}})})
            QCOMPARE(sentence(m), textOf(englishText(m)));
        QCOMPARE(sentence({}), QString());
    }

    void bytesFollowTheLocale()
    {
        const auto m =
            message("preflight.memory",
                    {{"needed", 2.5e9, NumberFormat::Gigabytes}, {"available", 1e9, NumberFormat::Gigabytes}});
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::German));
        const auto german = sentence(m);
        QLocale::setDefault(before);
        QVERIFY2(german.contains("2,50 GB"), qPrintable(german));
    }

    void everyTemplateSpeaksChinese()
    {
        const Chinese chinese;
        for (const auto& row : allMessages()) {
            const auto text = sentence(message(std::string(row.code)));
            if (row.code == "feature.aifs" || row.code == "feature.act_order")
                continue; // names of methods
            const auto words = QString(text).remove(QRegularExpression("\\{[^}]*\\}"));
            if (std::none_of(words.begin(), words.end(), [](QChar c) { return c.isLetter(); }))
                continue; // punctuation around its arguments
            QVERIFY2(hasChinese(text), qPrintable(text));
        }
    }

    void clausesAndPlacesAreChineseToo()
    {
        const Chinese chinese;
        QCOMPARE(
            sentence(broken()),
            QStringLiteral("变换后的浮点模型与检查点不再一致，首先出现在视觉塔块 3：logits 变化了其能量的 25 %，KL 为 "
                           "0.0123 nat"));
        QVERIFY(sentence(towerMessage("llm", message("issue.aifs_without_scales"))).startsWith("语言模型："));
        const auto two = message("verdict.causes",
                                 {{"causes",
                                   std::vector<Message>{layerMessage("a.b", message("cause.cholesky_failed")),
                                                        layerMessage("c.d", message("cause.cholesky_failed"))}}});
        QVERIFY2(sentence(two).startsWith("a.b：") && sentence(two).contains("；c.d：") && sentence(two).endsWith("。"),
                 qPrintable(sentence(two)));
        IssueLabel label;
        label.setIssues({{Severity::Error, -1, towerMessage("vision", message("issue.rotation_without_fusion"))}});
        QVERIFY2(label.toolTip().contains("视觉塔：旋转"), qPrintable(label.toolTip()));
    }

    void metricsAreChinese()
    {
        const Chinese chinese;
        for (const auto& metric : layerMetrics())
            QVERIFY2(hasChinese(metricTitle(metric)), qPrintable(metricTitle(metric)));
    }

    // Whatever the core says of its work, in each of its sources.
    void allWorkIsChinese()
    {
        const Chinese chinese;
        const QRegularExpression step("step\\([^\"\n]*\"([^\"]+)\"( \\+)?");
        int found = 0;
        for (QDirIterator files(QUANTSCOPE_SOURCE_DIR "/core", {"*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
             files.hasNext();) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto text = QString::fromUtf8(file.readAll());
            for (auto matches = step.globalMatch(text); matches.hasNext(); ++found) {
                const auto match = matches.next();
                const auto what = match.captured(1) + (match.captured(2).isEmpty() ? "" : "llm.3.down_proj");
                QVERIFY2(hasChinese(workText(what)), qPrintable(file.fileName() + ": " + what));
            }
        }
        QVERIFY(found > 20);
        QCOMPARE(workText("something else"), QString("something else"));
    }

    // By the message's tower, not by a word of its text.
    void issuesKnowTheirTower()
    {
        const std::vector<Layer> layers{{"vision.0.qkv", Tower::Vision, 0, Role::AttentionInput, 8, 8}};
        const auto towerOf = [&](LayerIndex layer, Message m) {
            return towerOfIssue({Severity::Warning, layer, std::move(m)}, layers);
        };
        QVERIFY(towerOf(-1, towerMessage("llm", message("issue.aifs_without_scales"))) == Tower::Llm);
        QVERIFY(towerOf(0, message("issue.static_granularity")) == Tower::Vision);
        QVERIFY(!towerOf(-1, message("issue.mquant_fusion")));
        QVERIFY(!towerOf(-1, message("text", {{"text", "llm: an old sentence"}})));
    }
};

QUANTSCOPE_TEST(TestSentences)
#include "tst_sentences.moc"
