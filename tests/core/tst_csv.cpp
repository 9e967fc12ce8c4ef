// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>

#include <cmath>
#include <limits>

#include "base/csv.h"
#include "bitalloc/sensitivity.h"
#include "experiments/scalevariants.h"
#include "experiments/sweep.h"
#include "files/atomicfile.h"
#include "record/report.h"
#include "testmain.h"

using namespace quantscope;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

using Rows = std::vector<std::vector<std::string>>;

// RFC 4180, with either line end. Fails on what it does not allow: a quote inside a bare field, or text behind a quoted
// one.
std::optional<Rows> parsed(std::string_view csv)
{
    Rows rows;
    for (size_t at = 0; at < csv.size();) {
        auto& row = rows.emplace_back();
        for (bool more = true; more;) {
            auto& field = row.emplace_back();
            if (at < csv.size() && csv[at] == '"') {
                for (++at;; field += csv[at++]) {
                    if (at >= csv.size())
                        return {};
                    if (csv[at] == '"' && (++at >= csv.size() || csv[at] != '"'))
                        break;
                }
            } else {
                while (at < csv.size() && csv.find_first_of(",\"\r\n", at) != at)
                    field += csv[at++];
            }
            if (at >= csv.size())
                return {}; // every line ends
            more = csv[at] == ',';
            if (csv.substr(at).starts_with("\r\n"))
                ++at;
            if (!more && csv[at] != '\n')
                return {};
            ++at;
        }
    }
    return rows;
}

}

class TestCsv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quotes_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("written");
        const auto row = [](const char* name, QByteArray field, QByteArray written) {
            QTest::newRow(name) << field << written;
        };
        row("plain", "model.layers.0", "model.layers.0");
        row("empty", "", "");
        row("comma", "a, b", "\"a, b\"");
        row("quote", "6\" screen", "\"6\"\" screen\"");
        row("only a quote", "\"", "\"\"\"\"");
        row("line feed", "a\nb", "\"a\nb\"");
        row("carriage return", "a\rb", "\"a\rb\"");
        row("line end", "a\r\nb", "\"a\r\nb\"");
        row("semicolon", "a;b", "a;b");
        row("blanks around", "  a ", "  a ");
        row("tab", "a\tb", "a\tb");
        row("apostrophe", "it's", "it's");
        row("unicode", "图像 → naïve", "图像 → naïve");
        row("unicode and comma", "图像,文字", "\"图像,文字\"");
        row("NUL", QByteArray("a\0b", 3), QByteArray("a\0b", 3));
    }

    void quotes()
    {
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, written);
        const auto text = field.toStdString();
        QCOMPARE(csvLine({text}), written.toStdString() + "\n");
        QCOMPARE(csvLine({"x", text, "y"}, "\r\n"), "x," + written.toStdString() + ",y\r\n");
        for (const char* end : {"\n", "\r\n"}) {
            const auto csv = csvLine({text, "", text}, end) + csvLine({"", text}, end);
            QVERIFY(parsed(csv) == Rows({{text, "", text}, {"", text}}));
        }
        QVERIFY(parsed(csvQuoted(text) + "\n") == Rows({{text}}));
    }

    void theParserIsStrict()
    {
        for (const char* wrong : {"a\"b\n", "\"a\"b\n", "\"a\n", "a", "\"a \"b\" c\"\n", "a\rb\n"})
            QVERIFY2(!parsed(wrong), wrong);
    }

    void numbers()
    {
        QCOMPARE(csvNumber(std::nullopt), std::string());
        QCOMPARE(csvNumber(std::nan("")), std::string());
        QCOMPARE(csvNumber(infinity), std::string("inf"));
        QCOMPARE(csvNumber(-infinity), std::string());
        QCOMPARE(csvNumber(3), std::string("3.0"));
        QCOMPARE(csvNumber(0.0), std::string("0.0"));
        QCOMPARE(csvNumber(-0.0), std::string("-0.0"));
        QCOMPARE(csvNumber(0.1), std::string("0.1"));
        QCOMPARE(csvNumber(0.1f), std::string("0.10000000149011612"));
        QCOMPARE(csvNumber(1e-7), std::string("1e-07"));
        const double values[] = {0.0,
                                 -0.0,
                                 1.0 / 3,
                                 -2.5,
                                 12345678,
                                 1e-7,
                                 1e300,
                                 5e-324,
                                 123456789012345678.0,
                                 0.1f,
                                 std::numeric_limits<double>::max(),
                                 std::numeric_limits<double>::epsilon()};
        for (const double value : values) {
            const auto text = csvNumber(value);
            QCOMPARE(std::strtod(text.c_str(), nullptr), value);
            QCOMPARE(std::signbit(std::strtod(text.c_str(), nullptr)), std::signbit(value));
        }
    }

    void layersOfAReport()
    {
        LayerReport plain, odd;
        plain.layer.name = "model.layers.0.mlp";
        odd.layer.name = "a \"named\", layer\nof two lines";
        odd.scheme.weightBits = 4;
        odd.scheme.weightMethod = "my \"own\"";
        odd.weight.quantized = true;
        odd.weight.weightSqnrDb = 20.5;
        odd.error.isolated.sqnrDb = infinity;
        odd.range = ActivationRange{-1, 2};
        odd.grid.scale = 0.25;
        odd.rmsChannel = 7;
        const auto rows = parsed(layersToCsv({plain, odd}));
        QVERIFY(rows && rows->size() == 3);
        const auto& header = rows->front();
        for (const auto& row : *rows)
            QCOMPARE(row.size(), header.size());
        const auto cell = [&](size_t row, const char* column) {
            return rows->at(row).at(size_t(std::find(header.begin(), header.end(), column) - header.begin()));
        };
        QCOMPARE(cell(1, "name"), plain.layer.name);
        QCOMPARE(cell(1, "weight_method"), std::string());
        QCOMPARE(cell(1, "activation_min"), std::string());
        QCOMPARE(cell(2, "name"), odd.layer.name);
        QCOMPARE(cell(2, "weight_method"), odd.scheme.weightMethod);
        QCOMPARE(cell(2, "weight_sqnr_db"), std::string("20.5"));
        QCOMPARE(cell(2, "output_sqnr_db"), std::string("inf"));
        QCOMPARE(cell(2, "activation_min"), std::string("-1.0"));
        QCOMPARE(cell(2, "activation_scale"), std::string("0.25"));
        QCOMPARE(cell(2, "image_activation_max"), std::string());
        QCOMPARE(cell(2, "split_channel"), std::string("7"));
        QCOMPARE(cell(2, "logits_kl_nats"), std::string());
    }

    void otherTables()
    {
        const std::string name = "\"x\", y;\n z";
        RunRecord run;
        run.name = name;
        run.state = RunState::Failed;
        run.problem = "\"no, never\"";
        const auto sweep = parsed(sweepToCsv(std::vector{run}));
        QVERIFY(sweep && sweep->size() == 2);
        QCOMPARE(sweep->at(1).size(), sweep->at(0).size());
        QCOMPARE(sweep->at(1).at(0), name);
        QCOMPARE(sweep->at(1).at(1), std::string("failed: \"no, never\""));

        ScaleResult result;
        result.worstLayer = name;
        const auto scales = parsed(scaleCsv({{"naive", "one, static", {}}}, {result}));
        QVERIFY(scales && scales->size() == 2);
        QCOMPARE(scales->at(1).size(), scales->at(0).size());
        QCOMPARE(scales->at(1).at(1), std::string("one, static"));
        QCOMPARE(scales->at(1).at(6), name);

        SensitivityTable table;
        table.groups = {{name, {0}}};
        table.bits = {4};
        table.measures = {{"kl", {{0.5}}}};
        Layer layer;
        layer.name = "a,b";
        const auto scores = parsed(sensitivityToCsv(table, {layer}));
        QVERIFY(scores && scores->size() == 2);
        QVERIFY(scores->at(1) == std::vector<std::string>({name, "a,b", "kl", "4", "0.5"}));
    }

    void errorsNameTheFile()
    {
        QTemporaryDir folder;
        const auto file = std::filesystem::path(folder.path().toStdString()) / "missing" / "table.csv";
        try {
            writeAtomically(file, "a\n");
            QFAIL("no error");
        } catch (const WriteError& problem) {
            QVERIFY(std::string(problem.what()).find(file.string()) != std::string::npos);
        }
    }
};

QUANTSCOPE_TEST(TestCsv)
#include "tst_csv.moc"
