// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>
#include <set>

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "messages/sentence.h"
#include "testmain.h"

using namespace quantscope;

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QStringList placeholders(const QString& sentence)
{
    static const QRegularExpression name(QStringLiteral("\\{([a-z_]+)\\}"));
    QStringList names;
    for (auto it = name.globalMatch(sentence); it.hasNext();)
        names << it.next().captured(1);
    names.sort();
    return names;
}

QString read(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

// A call of message() in the core: its code, its text, and the lines in front of it, where arguments may have names.
struct Call
{
    QString code, place, around;
};

qsizetype endOfCall(const QString& source, qsizetype open)
{
    int depth = 0;
    for (qsizetype i = open; i < source.size(); ++i) {
        depth += source[i] == '(' ? 1 : source[i] == ')' ? -1 : 0;
        if (depth == 0)
            return i + 1;
    }
    return source.size();
}

QList<Call> callsIn(const QString& path)
{
    static const QRegularExpression call(QStringLiteral("\\bmessage\\(\\s*\"([^\"]+)\""));
    constexpr qsizetype before = 900;
    const auto source = read(path);
    QList<Call> calls;
    for (auto it = call.globalMatch(source); it.hasNext();) {
        const auto match = it.next();
        const auto from = std::max<qsizetype>(0, match.capturedStart() - before);
        const auto to = endOfCall(source, source.indexOf('(', match.capturedStart()));
        calls << Call{match.captured(1), path, source.mid(from, to - from)};
    }
    return calls;
}

QStringList sourcesOfTheCore()
{
    QStringList paths;
    for (QDirIterator it(QStringLiteral(QUANTSCOPE_SOURCE_DIR "/core"), {"*.cpp"}, QDir::Files,
                         QDirIterator::Subdirectories);
         it.hasNext();)
        if (const auto path = it.next(); !path.contains("/core/messages/") || path.endsWith("/sentence.cpp"))
            paths << path;
    return paths;
}

QList<Call> allCalls()
{
    QList<Call> calls;
    for (const auto& path : sourcesOfTheCore())
        calls << callsIn(path);
    return calls;
}

struct Translation
{
    QString source, chinese;
};

std::map<QString, Translation> translations()
{
    QFile file(QStringLiteral(QUANTSCOPE_SOURCE_DIR "/resources/translations/core_zh.ts"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("core_zh.ts cannot be read");
    std::map<QString, Translation> found;
    QXmlStreamReader xml(&file);
    QString context, code;
    Translation row;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::EndElement && xml.name() == QLatin1String("message") &&
            context == QLatin1String("Messages"))
            found[code] = row;
        if (xml.tokenType() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (xml.name() == QLatin1String("source"))
            row.source = xml.readElementText();
        else if (xml.name() == QLatin1String("comment"))
            code = xml.readElementText();
        else if (xml.name() == QLatin1String("translation"))
            row.chinese = xml.readElementText();
    }
    return found;
}

// Of every kind of argument, for the placeholders of the template.
Message sample(const MessageTemplate& row)
{
    const double infinity = std::numeric_limits<double>::infinity();
    Message m = message(std::string(row.code));
    int kind = 0;
    for (const auto& name : placeholders(text(row.english)))
        switch (const auto id = name.toStdString(); kind++ % 6) {
        case 0: m.arguments.push_back({id, 17}); break;
        case 1: m.arguments.push_back({id, 0.123456789, NumberFormat::Precise}); break;
        case 2: m.arguments.push_back({id, "\"%1\" {braces} 量化"}); break;
        case 3: m.arguments.push_back({id, std::vector<Message>{message("part.weights"), message("fix.gptq")}}); break;
        case 4: m.arguments.push_back({id, -infinity, NumberFormat::Decibels}); break;
        default: m.arguments.push_back({id, std::nan(""), NumberFormat::Percent}); break;
        }
    return m;
}

}

class TestMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasOneTemplate()
    {
        const QRegularExpression code(QStringLiteral("^[a-z_0-9.]+$"));
        std::set<std::string_view> seen;
        for (const auto& row : allMessages()) {
            QVERIFY2(code.match(text(row.code)).hasMatch(), row.code.data());
            QVERIFY2(seen.insert(row.code).second, row.code.data());
            QCOMPARE(findMessage(row.code)->english, row.english);
            const auto braces = text(row.english).count('{');
            QCOMPARE(braces, text(row.english).count('}'));
            QCOMPARE(braces, placeholders(text(row.english)).size());
        }
        QVERIFY(seen.size() > 100);
        QVERIFY(!findMessage("no_such_code"));
    }

    // A code without a row, or an argument with another name than the template's, would only show when it is said.
    void whatTheCoreSaysIsInTheTables()
    {
        const auto calls = allCalls();
        QVERIFY(calls.size() > 100);
        for (const auto& call : calls) {
            const auto* row = findMessage(call.code.toStdString());
            QVERIFY2(row, qPrintable(call.place + ": " + call.code));
            for (const auto& name : placeholders(text(row->english)))
                QVERIFY2(call.around.contains('"' + name + '"'),
                         qPrintable(call.place + ": " + call.code + ' ' + name));
        }
    }

    void whatIsInTheTablesIsSaid()
    {
        QString all;
        for (const auto& path : sourcesOfTheCore())
            all += read(path);
        for (const auto& row : allMessages())
            QVERIFY2(all.contains('"' + text(row.code) + '"'), row.code.data());
    }

    void everyTemplateIsTranslated()
    {
        const QSet<QString> alike{"text",       "part.layer",   "name.changed",
                                  "name.added", "feature.aifs", "feature.act_order"};
        const auto chinese = translations();
        for (const auto& row : allMessages()) {
            const auto it = chinese.find(text(row.code));
            QVERIFY2(it != chinese.end(), row.code.data());
            QCOMPARE(it->second.source, text(row.english));
            QCOMPARE(placeholders(it->second.chinese), placeholders(text(row.english)));
            const auto isHan = [](QChar c) { return c.script() == QChar::Script_Han || c.unicode() > 0x3000; };
            QVERIFY2(alike.contains(it->first) ||
                         std::any_of(it->second.chinese.begin(), it->second.chinese.end(), isHan),
                     row.code.data());
        }
        QCOMPARE(chinese.size(), allMessages().size());
    }

    void everyMessageComesBackFromJson()
    {
        for (const auto& row : allMessages()) {
            const auto m = layerMessage("llm.0.down", towerMessage("llm", sample(row)));
            const auto read = messageFromJson(nlohmann::json::parse(messageToJson(m).dump()), "test");
            QVERIFY2(read == m, row.code.data());
            QCOMPARE(englishText(read), englishText(m));
            auto other = m;
            other.layer.clear();
            QVERIFY(other != m);
            if (!m.arguments.empty()) {
                other = m;
                other.arguments.pop_back();
                QVERIFY(other != m);
            }
        }
        const std::vector<Message> list{message("fix.gptq"), message("part.weights")};
        QVERIFY(messagesFromJson(messagesToJson(list), "test") == list);
    }

    // As they stand in reports, logs and on the command line.
    void sentences_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("expected");
        const double infinity = std::numeric_limits<double>::infinity();
        const auto row = [](const char* expected, const Message& m) {
            QTest::newRow(m.code.c_str()) << text(messageToJson(m).dump()) << expected;
        };
        row("vision: rotation needs the norms folded into the layers behind them; allow norm fusion or leave out the "
            "rotation",
            towerMessage("vision", message("issue.rotation_without_fusion")));
        row("llm.3.down: no Hadamard matrix of order 92 can be built; a block-diagonal one of 23 blocks is used",
            layerMessage("llm.3.down", message("issue.hadamard_blocks", {{"order", 92}, {"blocks", 23}})));
        row("override 3 matches no layer", message("issue.override_unmatched", {{"number", size_t(3)}}));
        row("llm.0.q: the Hessian with damping 0.01 is not positive definite; tried again with ten times as much",
            layerMessage("llm.0.q", message("fallback.damping_raised", {{"damping", 0.01, NumberFormat::Precise}})));
        row("GPTQ (nsamples): 8 questions asked for, the calibration data has 3",
            message("note.few_questions_gptq", {{"wanted", 8}, {"available", 3}}));
        row("the run needs about 12.30 GB of memory, 0.50 GB are available",
            message("preflight.memory",
                    {{"needed", 12.3e9, NumberFormat::Gigabytes}, {"available", 0.5e9, NumberFormat::Gigabytes}}));
        row("llm.1.down: the accumulated SQNR falls from no error to 6.2 dB; this layer alone has no signal",
            layerMessage("llm.1.down",
                         message("first_degraded_layer",
                                 {{"before", infinity, NumberFormat::Decibels},
                                  {"after", 6.2, NumberFormat::Decibels},
                                  {"isolated", -infinity, NumberFormat::Decibels}})));
        row("llm.0.q: input channels 42, 5 reach 100 while all others stay within 4.12: 96 % of the range serves "
            "outliers alone",
            layerMessage("llm.0.q",
                         message("cause.outlier_channels",
                                 {{"channels", "42, 5"},
                                  {"largest", 100.0},
                                  {"rest", 4.1234},
                                  {"share", 0.9588, NumberFormat::Percent}})));
        row("Quantizing the weights loses 33 of 36 correct answers, KL 1.25 nats; quantizing the activations loses no "
            "correct answers, KL 0.001 nats.",
            message("verdict.weights",
                    {{"loss", message("loss.hits", {{"lost", 33.0}, {"hits", 36.0}, {"kl", 1.25}})},
                     {"other", message("loss.none", {{"kl", 0.001}})}}));
        row("vision block 3 alone loses no correct answers, KL 0 nats.",
            message("verdict.worst",
                    {{"part", message("part.block", {{"tower", message("tower.vision")}, {"block", 3}})},
                     {"loss", message("loss.none", {{"kl", 0.0}})}}));
        row("a: 3 bits leave the weight 9 dB; a: 2 of 64 input channels are always zero in calibration.",
            message("verdict.causes",
                    {{"causes",
                      std::vector<Message>{
                          layerMessage("a", message("cause.weight_noise", {{"bits", 3}, {"sqnr", 9.0}})),
                          layerMessage("a", message("cause.dead_channels", {{"dead", 2}, {"channels", 64}}))}}}));
        row("Yes: 3 → 36 of 40 correct, KL 1.25 → 0.0123 nats.",
            message("verdict.helps",
                    {{"before", 3.0}, {"after", 36.0}, {"questions", 40}, {"kl_before", 1.25}, {"kl_after", 0.01234}}));
    }

    void sentences()
    {
        QFETCH(QString, json);
        QFETCH(QString, expected);
        const auto m = messageFromJson(nlohmann::json::parse(json.toStdString()), "test");
        QCOMPARE(text(englishText(m)), expected);
    }

    // Of an earlier version, and of a later one.
    void foreignMessages()
    {
        const auto old = messageFromJson("llm.0.q: something {went} wrong", "report.json");
        QCOMPARE(englishText(old), std::string("llm.0.q: something {went} wrong"));
        const auto later = layerMessage("llm.0.q", message("fallback.of_tomorrow", {{"bits", 3}}));
        QCOMPARE(englishText(later), std::string("llm.0.q: fallback.of_tomorrow, bits 3"));
        QCOMPARE(englishText({}), std::string());
    }

    void untrustedJsonIsRefused_data()
    {
        QTest::addColumn<QString>("json");
        const auto row = [](const char* name, QString json) { QTest::newRow(name) << json.replace('\'', '"'); };
        const auto value = [](const QString& json) {
            return QStringLiteral("{'code': 'a', 'arguments': [{'name': 'x', 'value': %1}]}").arg(json);
        };
        row("number", "3");
        row("code", "{'code': 3}");
        row("long code", QStringLiteral("{'code': '%1'}").arg(QString(200, 'x')));
        row("long text", QStringLiteral("'%1'").arg(QString(20000, 'x')));
        row("arguments", "{'code': 'a', 'arguments': {}}");
        row("argument", "{'code': 'a', 'arguments': [3]}");
        row("boolean", value("true"));
        row("fraction", value("1.5"));
        row("format", value("{'number': 1, 'format': '?'}"));
        row("infinity", value("{'number': 'big'}"));
        const QStringList many(40, "{'name': 'x', 'value': 1}");
        row("many arguments", QStringLiteral("{'code': 'a', 'arguments': [%1]}").arg(many.join(',')));
        QString deep = "{'code': 'a'}";
        for (int i = 0; i < 10; ++i)
            deep = value('[' + deep + ']');
        row("deep", deep);
    }

    void untrustedJsonIsRefused()
    {
        QFETCH(QString, json);
        const auto parsed = nlohmann::json::parse(json.toStdString());
        QVERIFY_THROWS_EXCEPTION(Error, messageFromJson(parsed, "test"));
        QVERIFY_THROWS_EXCEPTION(Error, messagesFromJson(parsed, "test"));
    }
};

QUANTSCOPE_TEST(TestMessages)
#include "tst_messages.moc"
