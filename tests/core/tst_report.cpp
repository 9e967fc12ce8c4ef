// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include "archive/significance.h"
#include "base/error.h"
#include "image/image.h"
#include "report/figures.h"
#include "report/makereport.h"
#include "report/markup.h"
#include "report/plotframe.h"
#include "report/reportfiles.h"
#include "report/reporthtml.h"
#include "report/translation.h"
#include "runsamples.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

QString qstr(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

template <typename Block> std::vector<const Block*> blocksOf(const ReportDocument& document)
{
    std::vector<const Block*> found;
    for (const auto& block : document.blocks)
        if (const auto* each = std::get_if<Block>(&block))
            found.push_back(each);
    return found;
}

const ReportTable* tableCalled(const ReportDocument& document, const std::string& id)
{
    for (const auto* table : blocksOf<ReportTable>(document))
        if (table->id == id)
            return table;
    return nullptr;
}

const ReportFigure* figureCalled(const ReportDocument& document, const std::string& id)
{
    for (const auto* figure : blocksOf<ReportFigure>(document))
        if (figure->id == id)
            return figure;
    return nullptr;
}

bool says(const ReportDocument& document, const std::string& text)
{
    return reportHtml(document).find(markupText(text)) != std::string::npos;
}

ReportInput inputOf(std::vector<RunRecord> records, const std::string& language = "en")
{
    ReportInput input;
    input.choices.language = language;
    for (auto& record : records)
        input.runs.push_back({std::move(record), {}, "quantscope-cli run"});
    return input;
}

// One question for each score, with these answers of two categories in turn.
RunRecord runScoring(const std::string& name, const std::vector<double>& scores)
{
    RunRecord run;
    run.id = newRunId();
    run.state = RunState::Complete;
    run.name = name;
    run.model = "model";
    run.data = "OCRBench";
    for (size_t i = 0; i < scores.size(); ++i) {
        Prediction prediction;
        prediction.row = i;
        prediction.index = std::to_string(10 + i);
        prediction.text = name + " says " + std::to_string(scores[i]);
        prediction.score = scores[i];
        run.predictions.push_back(prediction);
        run.asked.push_back({i % 2 == 0 ? "even" : "odd", "question " + std::to_string(i), {"answer"}});
        addTo(entryFor(run.score.categories, run.asked.back().category), scores[i]);
        run.score.correct += scores[i];
        ++run.score.total;
    }
    run.score.finalScore = run.score.correct;
    return run;
}

// The problem of the first place that is no XML; empty: there is none.
QString xmlProblem(const std::string& markup)
{
    QXmlStreamReader xml(QByteArray::fromStdString(markup));
    while (!xml.atEnd())
        xml.readNext();
    return xml.hasError() ? QStringLiteral("%1: %2").arg(xml.lineNumber()).arg(xml.errorString()) : QString();
}

QStringList textsOfElements(const std::string& markup, const QString& element)
{
    QXmlStreamReader xml(QByteArray::fromStdString(markup));
    QStringList texts;
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == element)
            texts << xml.readElementText(QXmlStreamReader::IncludeChildElements);
    return texts;
}

// Where upright texts of an SVG stand, as wide as letters of 0.55 em are.
QList<QPair<QRectF, QString>> textBoxes(const std::string& svg)
{
    QXmlStreamReader xml(QByteArray::fromStdString(svg));
    QList<QPair<QRectF, QString>> boxes;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != QLatin1String("text"))
            continue;
        const auto attributes = xml.attributes();
        if (attributes.hasAttribute("transform"))
            continue;
        const double size = attributes.value("font-size").toDouble();
        const double x = attributes.value("x").toDouble(), y = attributes.value("y").toDouble();
        const auto anchor = attributes.value("text-anchor").toString();
        const auto text = xml.readElementText();
        const double width = 0.55 * size * double(text.size());
        const double left = anchor == "middle" ? x - width / 2 : anchor == "end" ? x - width : x;
        boxes.append({QRectF(left, y - 0.75 * size, width, 0.9 * size), text});
    }
    return boxes;
}

RunRecord runWithLayers(size_t layers)
{
    auto run = sampleRun(4, layers);
    for (size_t i = 0; i < layers; ++i) {
        auto& layer = run.layers[i];
        layer.measured = true;
        layer.error.isolated.sqnrDb = 20 + double(i % 17);
        layer.layer.tower = i < layers / 3 ? Tower::Vision : i < layers / 3 + 2 ? Tower::Projector : Tower::Llm;
    }
    return run;
}

LayerView viewOf(const RunRecord& run, size_t layer)
{
    LayerView view;
    view.layer = run.layers[layer].layer;
    view.weight.before = {-2, 2, {0, 4, 90, 1}};
    view.weight.after = {-2, 2, {2, 40, 52, 1}};
    GridView grid;
    grid.scale = 0.25;
    grid.low = -7;
    grid.high = 7;
    grid.clippedShare = 0.0125;
    view.weight.grid = grid;
    return view;
}

std::shared_ptr<const Dataset> picturesOf(const RunRecord& run)
{
    Image image{900, 300, std::vector<uint8_t>(900 * 300 * 3, 200)};
    const auto png = std::make_shared<const std::vector<uint8_t>>(encodePng(image));
    Dataset data;
    for (size_t i = 0; i < run.predictions.size(); ++i) {
        Question question;
        question.index = run.predictions[i].index;
        question.question = i == 1 ? "another question" : run.asked[i].question;
        question.images = {i == 2 ? std::make_shared<const std::vector<uint8_t>>(100, uint8_t(7)) : png};
        data.questions.push_back(question);
    }
    return std::make_shared<const Dataset>(std::move(data));
}

QString reportProblem(const ReportInput& input)
{
    try {
        makeReport(input);
    } catch (const Error& problem) {
        return problem.what();
    }
    return {};
}

}

class TestReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The p with (right / all - p)² = z² p (1 - p) / all, found by bisection in Python.
    void wilson()
    {
        const auto is = [](int64_t right, int64_t all, double low, double high) {
            const auto interval = wilsonInterval(right, all);
            return std::abs(interval.low - low) < 1e-12 && std::abs(interval.high - high) < 1e-12;
        };
        QVERIFY(is(8, 10, 0.49016247153664183, 0.9433178485456247));
        QVERIFY(is(0, 10, 0, 0.2775327998628892));
        QVERIFY(is(1, 1, 0.20654931437723745, 1));
        QVERIFY(is(354, 400, 0.850008455984224, 0.9126670773783676));
        QVERIFY(is(0, 0, 0, 1));
    }

    void numbersAreThoseOfTheRecord()
    {
        const auto document = makeReport(inputOf({runScoring("one", {1, 1, 0, 1, 0, 1, 1, 1, 1, 1})}));
        const auto* scores = tableCalled(document, "scores");
        QVERIFY(scores);
        QCOMPARE(scores->rows.size(), size_t(1));
        QCOMPARE(scores->rows[0][1].text, std::string("8"));
        QCOMPARE(scores->rows[0][2].text, std::string("10"));
        QCOMPARE(scores->rows[0][3].text, std::string("80.0 %"));
        QCOMPARE(scores->rows[0][4].text, std::string("[49.0, 94.3]"));
        const auto* categories = tableCalled(document, "categories");
        QVERIFY(categories);
        QCOMPARE(categories->rows.size(), size_t(2));
        QCOMPARE(categories->rows[0][0].text, std::string("even")); // 1 0 0 1 1 of 5
        QCOMPARE(categories->rows[0][2].text, std::string("60.0 %"));
        QCOMPARE(categories->rows[1][2].text, std::string("100.0 %"));
        QCOMPARE(categories->rows[1][1].text, std::string("5"));
        QVERIFY(!tableCalled(document, "pairs") && !tableCalled(document, "layers"));
        // The two that are wrong.
        QCOMPARE(blocksOf<ReportQuestion>(document).size(), size_t(2));
        QCOMPARE(blocksOf<ReportQuestion>(document)[0]->answers[0].verdict, Verdict::Wrong);
    }

    void fullDigitsAndLatex()
    {
        auto run = runScoring("50% & more_or {less}", {1, 1.0 / 3, 0});
        const auto document = makeReport(inputOf({run}));
        const auto* scores = tableCalled(document, "scores");
        const auto csv = qstr(tableCsv(*scores));
        QVERIFY2(csv.contains(",1.3333333333333333,3,44.4444"), qPrintable(csv)); // 4/3 of 3
        QCOMPARE(csv.count('\n'), 2);
        const auto latex = qstr(tableLatex(*scores));
        QVERIFY2(latex.contains("50\\% \\& more\\_or \\{less\\} & 1.33333 & 3 & 44.4 \\%"), qPrintable(latex));
        QVERIFY(latex.contains("\\toprule") && latex.contains("\\bottomrule\n\\end{tabular}"));
        QCOMPARE(blocksOf<ReportQuestion>(document)[1]->answers[0].verdict, Verdict::Partly);
    }

    // Of 4 questions one run answers 3 and the other 1, none that the first does not: McNemar's p is 2 · 1/4.
    void pairs()
    {
        const auto document =
            makeReport(inputOf({runScoring("first", {1, 1, 0, 1}), runScoring("second", {1, 0, 0, 0})}));
        const auto* pairs = tableCalled(document, "pairs");
        QVERIFY(pairs);
        QCOMPARE(pairs->rows.size(), size_t(1));
        const auto& row = pairs->rows[0];
        QCOMPARE(row[0].text, std::string("A → B"));
        QCOMPARE(row[1].text, std::string("-2"));
        QCOMPARE(row[3].text, std::string("2"));
        QCOMPARE(row[4].text, std::string("0"));
        QCOMPARE(row[5].text, std::string("0.5"));
        // The largest flips first; question 0 is alike in what is right and not in words.
        const auto questions = blocksOf<ReportQuestion>(document);
        QCOMPARE(questions.size(), size_t(4));
        QCOMPARE(questions[0]->title, std::string("Question 11 · odd"));
        QCOMPARE(questions[0]->answers[0].text, std::string("first says 1.000000"));
        QCOMPARE(questions[0]->answers[1].verdict, Verdict::Wrong);
        QCOMPARE(questions[1]->title, std::string("Question 13 · odd"));
    }

    void questionsByIndex()
    {
        auto input = inputOf({runScoring("first", {1, 1, 0}), runScoring("second", {1, 0})});
        input.choices.questions = {"12", "10"};
        const auto questions = makeReport(input);
        const auto cards = blocksOf<ReportQuestion>(questions);
        QCOMPARE(cards.size(), size_t(2));
        QCOMPARE(cards[0]->title, std::string("Question 12 · even"));
        QCOMPARE(cards[0]->answers[1].verdictText, std::string("not asked"));
        QCOMPARE(cards[1]->expected, std::string("Expected: answer"));
    }

    void foreignTextIsHarmless()
    {
        const std::string script = "<script>alert(\"x\")</script>",
                          attribute = "\"><img src=x onerror='alert(1)'>&amp;";
        auto run = sampleRun(6, 4);
        run.predictions[0].text = script + std::string("\x01\xff\0z", 4);
        run.predictions[0].score = 0;
        run.asked[0] = {attribute, script, {script}};
        run.score.categories[0].name = attribute;
        run.name = script;
        run.note = attribute;
        run.data = "</title>" + script;
        run.modelFiles[0].file = "/models/" + std::string("<b>weights<b>.safetensors");
        run.layers[0].layer.name = attribute;
        auto input = inputOf({run, run});
        input.runs[0].command = "quantscope-cli '" + script + "'";
        input.choices.notes = script;
        input.choices.questions = {"1000"};
        input.choices.title = "</style>" + script;
        const auto document = makeReport(input);
        const auto html = reportHtml(document);
        for (const char* piece : {"<script", "onerror='", "<b>", "</style><"})
            QVERIFY2(html.find(piece) == std::string::npos, piece);
        QVERIFY2(xmlProblem(html).isEmpty(), qPrintable(xmlProblem(html)));
        // The whole answer is there as text, with a sign where there is no letter.
        const auto cells = textsOfElements(html, "td");
        QVERIFY(cells.contains(qstr(script) + QString::fromUtf8("\ufffd\ufffd\ufffdz")));
        QVERIFY(textsOfElements(html, "title").contains("</style>" + qstr(script)));
        for (const auto* figure : blocksOf<ReportFigure>(document))
            QVERIFY2(xmlProblem(figure->svg).isEmpty(), figure->id.c_str());
        QVERIFY(html.find("http://") == std::string::npos ||
                html.find("http://www.w3.org/2000/svg") == html.find("http://"));
        for (const char* loads : {" src=\"http", "url(", "@import", "<link", "<iframe", "href="})
            QVERIFY2(html.find(loads) == std::string::npos, loads);
    }

    void bothLanguagesSayEverything()
    {
        auto first = sampleRun(8, 4, 1), second = sampleRun(8, 4, 2);
        second.spec.recipe->llm.scheme.weightBits = 8;
        auto input = inputOf({first, second});
        input.choices.layers = {first.layers[0].layer.name};
        input.runs[0].layers = {viewOf(first, 0)};
        const auto english = makeReport(input);
        input.choices.language = "zh";
        const auto chinese = makeReport(input);
        QCOMPARE(chinese.language, std::string("zh"));
        QCOMPARE(chinese.blocks.size(), english.blocks.size());
        const QRegularExpression han(QStringLiteral("\\p{Han}"));
        const auto translation = loadTranslation("zh");
        for (size_t i = 0; i < chinese.blocks.size(); ++i) {
            QCOMPARE(chinese.blocks[i].index(), english.blocks[i].index());
            std::string text;
            if (const auto* heading = std::get_if<ReportHeading>(&chinese.blocks[i]))
                text = heading->text;
            else if (const auto* paragraph = std::get_if<ReportParagraph>(&chinese.blocks[i]))
                text = paragraph->text;
            else if (const auto* table = std::get_if<ReportTable>(&chinese.blocks[i]))
                text = table->caption;
            else if (const auto* figure = std::get_if<ReportFigure>(&chinese.blocks[i]))
                text = figure->caption;
            else
                continue;
            QVERIFY2(qstr(text).contains(han), text.c_str());
        }
        QVERIFY(says(chinese, translation.messages.at("report.conditions")));
        QVERIFY(says(chinese, translated(translation, "answer questions")));
        QVERIFY(translated(translation, "answer questions") != "answer questions");
        for (const auto& row : reportMessages())
            QVERIFY2(translation.messages.count(row.code) == 1, row.code.data());
        QVERIFY(reportHtml(chinese).find("<html lang=\"zh\">") != std::string::npos);
    }

    void manyLayersAreDrawnWithoutOverlaps()
    {
        const auto document = makeReport(inputOf({runWithLayers(267), runWithLayers(267)}));
        const auto* figure = figureCalled(document, "sqnr-alone");
        QVERIFY(figure);
        QVERIFY2(xmlProblem(figure->svg).isEmpty(), qPrintable(xmlProblem(figure->svg)));
        QCOMPARE(qstr(figure->svg).count("<polyline"), 2);
        const auto boxes = textBoxes(figure->svg);
        QVERIFY(boxes.size() > 12);
        const QRectF page(0, 0, figure->width, figure->height);
        for (qsizetype i = 0; i < boxes.size(); ++i) {
            QVERIFY2(page.contains(boxes[i].first), qPrintable(boxes[i].second));
            for (qsizetype j = 0; j < i; ++j)
                QVERIFY2(!boxes[i].first.intersects(boxes[j].first),
                         qPrintable(boxes[i].second + " / " + boxes[j].second));
        }
        QVERIFY(qstr(figure->svg).contains(">260</text>"));
        const auto* layers = tableCalled(document, "layers");
        QVERIFY(layers && layers->isLong);
        QCOMPARE(layers->rows.size(), size_t(267));
        QCOMPARE(layers->rows[20][2].text, std::string("23.0")); // 20 + 20 mod 17
        const auto* worst = tableCalled(document, "worst-layers");
        QVERIFY(worst);
        QCOMPARE(worst->rows.size(), size_t(12));
        QCOMPARE(worst->rows[0][1].text, std::string("20.0"));
    }

    void aLayerWithoutErrorIsADotAtTheTop()
    {
        const auto run = sampleRun(4, 3); // the first has no error, the second was not measured
        const auto document = makeReport(inputOf({run}));
        const auto* figure = figureCalled(document, "sqnr-alone");
        QVERIFY(figure);
        QCOMPARE(qstr(figure->svg).count("<circle"), 2); // and the third stands alone
        QVERIFY(qstr(figure->svg).contains("no error"));
        QCOMPARE(tableCalled(document, "layers")->rows[0][2].text, std::string("no error"));
        QCOMPARE(tableCalled(document, "layers")->rows[1][2].text, std::string("–"));
        QVERIFY(qstr(tableCsv(*tableCalled(document, "layers"))).contains("W4A8,inf,"));
    }

    void distributionsOfNamedLayers()
    {
        const auto run = sampleRun(4, 3);
        auto input = inputOf({run});
        input.choices.layers = {"llm.2.down_proj"};
        QVERIFY(says(makeReport(input), "were not at hand"));
        input.runs[0].layers = {viewOf(run, 2)};
        const auto document = makeReport(input);
        const auto* figure = figureCalled(document, "weights-llm.2.down_proj");
        QVERIFY(figure);
        QVERIFY(xmlProblem(figure->svg).isEmpty());
        QVERIFY2(figure->caption.find("15 levels, step 0.25, from -1.75 to 1.75; 1.25 %") != std::string::npos,
                 figure->caption.c_str());
        // 15 levels that are far enough from each other to be lines, and the two ends once more.
        QCOMPARE(qstr(figure->svg).count("class=\"s1\""), 15 + 2 + 1);
    }

    void pictures()
    {
        const auto run = sampleRun(4, 0);
        auto input = inputOf({run});
        input.choices.questions = {"1000", "1001", "1002"};
        QVERIFY(says(makeReport(input), "the benchmark was not at hand"));
        input.data = picturesOf(run);
        const auto document = makeReport(input);
        const auto cards = blocksOf<ReportQuestion>(document);
        QCOMPARE(cards.size(), size_t(3));
        QCOMPARE(cards[0]->pictures.size(), size_t(1));
        const auto& picture = cards[0]->pictures[0];
        QCOMPARE(decodeImage(picture.bytes, "picture").width, 720);
        QCOMPARE(picture.height, 240);
        QVERIFY(cards[1]->pictures.empty());
        QVERIFY2(cards[1]->note.find("does not have this question") != std::string::npos, cards[1]->note.c_str());
        QVERIFY(cards[2]->pictures.empty() && !cards[2]->note.empty());
        const auto html = reportHtml(document);
        QVERIFY(html.find("<img alt=\"image 1 of question 1000\" width=\"720\" height=\"240\"") != std::string::npos);
    }

    void runsOfEveryKind()
    {
        auto imported = runScoring("theirs", {1, 0});
        imported.imported = ImportSource{{"/tmp/their predictions.xlsx", ""}, "xlsx", 5, 2, 1, {}};
        auto interrupted = sampleRun(3, 2);
        interrupted.state = RunState::Interrupted;
        auto unscored = runScoring("unscored", {0, 0});
        unscored.score = {};
        unscored.score.unscored = 2;
        for (auto& prediction : unscored.predictions)
            prediction.isScored = false;
        RunRecord empty;
        empty.id = newRunId();
        empty.state = RunState::Failed;
        empty.problem = "out of memory";
        const auto one = makeReport(inputOf({imported}));
        QVERIFY(says(one, "imported from their predictions.xlsx (xlsx): 5 rows, 2 of them answer no question; 1"));
        QVERIFY(!tableCalled(one, "settings"));
        QVERIFY(says(makeReport(inputOf({interrupted})), "interrupted"));
        QVERIFY(says(makeReport(inputOf({unscored})), "No answer of these runs is scored."));
        QVERIFY(says(makeReport(inputOf({empty})), "failed: out of memory"));
        const auto all = makeReport(inputOf({imported, interrupted, unscored, empty}));
        QVERIFY2(xmlProblem(reportHtml(all)).isEmpty(), qPrintable(xmlProblem(reportHtml(all))));
        for (const auto* table : blocksOf<ReportTable>(all))
            for (const auto& row : table->rows)
                QVERIFY2(row.size() == table->columns.size(), table->id.c_str());
    }

    void settingsAndRecipes()
    {
        auto first = sampleRun(2, 0), second = first;
        second.spec.recipe->llm.scheme.weightBits = 8;
        auto input = inputOf({first, second});
        input.runs[1].command = "quantscope-cli run --recipe " + reportRecipeFile(1);
        const auto document = makeReport(input);
        const auto* differences = tableCalled(document, "differences");
        QVERIFY(differences);
        QCOMPARE(differences->rows.size(), size_t(1));
        QCOMPARE(differences->rows[0][0].text, std::string("llm.weight_bits"));
        QCOMPARE(differences->rows[0][1].text, std::string("4"));
        QCOMPARE(differences->rows[0][2].text, std::string("8"));
        const auto* settings = tableCalled(document, "settings");
        QVERIFY(settings);
        for (const auto& row : settings->rows)
            if (row[0].text == "weight_bits") {
                QCOMPARE(row[1].text, std::string("8"));
                QCOMPARE(row[3].text, std::string("A 4, B 8"));
            }
        // Only the one whose command refers to it is written out.
        QStringList labels;
        for (const auto* code : blocksOf<ReportCode>(document))
            labels << qstr(code->label);
        QCOMPARE(labels, QStringList({"Commands", "recipe-B.json"}));
    }

    void filesHaveTheNamesOfTheirBlocks()
    {
        QTemporaryDir folder;
        auto run = sampleRun(4, 3);
        run.layers[2].layer.name = "../../etc/passwd";
        auto input = inputOf({run});
        input.choices.layers = {"../../etc/passwd"};
        input.runs[0].layers = {viewOf(run, 2)};
        const auto document = makeReport(input);
        const std::filesystem::path place = folder.path().toStdString();
        writeReportFigures(place / "new" / "figures", document);
        writeReportTables(place / "tables", document, std::span(&run, 1));
        writeReportHtml(place / "report.html", document);
        const auto figures = QDir(folder.filePath("new/figures")).entryList(QDir::Files);
        QCOMPARE(figures,
                 QStringList({"scores.svg", "sqnr-accumulated.svg", "sqnr-alone.svg", "weights-.._.._etc_passwd.svg"}));
        const auto tables = QDir(folder.filePath("tables")).entryList(QDir::Files);
        for (const char* name : {"scores.csv", "scores.tex", "layers.csv", "paper.tex", "paper.csv", "runs.csv"})
            QVERIFY2(tables.contains(name), name);
        QVERIFY(QFile(folder.filePath("report.html")).size() > 10000);
    }

    void whatCannotBeIsSaid()
    {
        const auto run = sampleRun(3, 2);
        QVERIFY(reportProblem({}).contains("1 to 8 runs, not 0"));
        QVERIFY(reportProblem(inputOf(std::vector<RunRecord>(9, run))).contains("not 9"));
        QVERIFY(reportProblem(inputOf({run}, "fr")).contains("language fr is not known; there are en, zh"));
        auto input = inputOf({run});
        input.choices.layers = {"llm.99.q_proj"};
        QCOMPARE(reportProblem(input), QString("layer llm.99.q_proj: none of the runs has it"));
        input.choices.layers.clear();
        input.choices.questions = {"7"};
        QCOMPARE(reportProblem(input), QString("question 7: none of the runs answered it"));
        Progress stopped;
        stopped.cancelled = [] { return true; };
        QVERIFY_EXCEPTION_THROWN(makeReport(inputOf({run}), stopped), Cancelled);
    }

    void ticks()
    {
        QCOMPARE(roundTicks(0, 100, 5), (std::vector<double>{0, 20, 40, 60, 80, 100}));
        QCOMPARE(roundTicks(-0.3, 0.3, 4), (std::vector<double>{-0.2, 0, 0.2}));
        QVERIFY(roundTicks(3, 3, 4).empty());
        for (const auto& [low, high] : {std::pair{1e-12, 3e-12}, {-5e8, 7e9}, {0.99, 1.01}})
            QVERIFY(roundTicks(low, high, 5).size() >= 2 && roundTicks(low, high, 5).size() <= 12);
    }
};

QUANTSCOPE_TEST(TestReport)
#include "tst_report.moc"
