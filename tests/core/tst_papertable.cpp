// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "exchange/latextext.h"
#include "exchange/papertable.h"
#include "experiments/presets.h"
#include "testmain.h"

using namespace quantscope;

namespace {

RunRecord runOf(const std::string& name, const std::string& data, double score, const char* preset = nullptr)
{
    RunRecord run;
    run.id = newRunId();
    run.state = RunState::Complete;
    run.name = name;
    run.model = "InternVL2-1B";
    run.data = data;
    if (preset)
        run.spec.recipe = findPreset(preset)->make();
    run.score.finalScore = score;
    run.score.metric = data == "OCRBench" ? "ocrbench" : "vqa";
    return run;
}

QString written(const std::vector<RunRecord>& runs, std::string_view format)
{
    return QString::fromStdString(paperText(paperTable(runs), format));
}

}

class TestPaperTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_runs = {runOf("Float", "OCRBench", 754), runOf("Float", "TextVQA_VAL", 70.5),
                  runOf("MQuant W8A8 + W4A8", "OCRBench", 731, "mquant-w8a8-w4a8"),
                  runOf("MQuant W8A8 + W4A8", "TextVQA_VAL", 69.125, "mquant-w8a8-w4a8"),
                  runOf("Naive", "OCRBench", 12, "naive-static-w8a8")};
        m_runs.back().spec.subset.count = 100;
        m_runs.back().predictions.resize(100);
    }

    void markdown()
    {
        QCOMPARE(written(m_runs, "markdown"),
                 QString("| Method | Bits | OCRBench | TextVQA\\_VAL |\n"
                         "|---|---|---:|---:|\n"
                         "| Float | float | 754 | 70.50 |\n"
                         "| MQuant W8A8 \\+ W4A8 | W8A8 / W4A8 | 731 | 69.12 |\n"
                         "| Naive | W8A8 / W8A8 | 12 (1) | – |\n"
                         "\n(1) the first 100 questions\n"));
    }

    void latex()
    {
        QCOMPARE(written(m_runs, "latex"),
                 QString("\\begin{tabular}{llrr}\n"
                         "\\toprule\n"
                         "Method & Bits & OCRBench & TextVQA\\_VAL \\\\\n"
                         "\\midrule\n"
                         "Float & float & 754 & 70.50 \\\\\n"
                         "MQuant W8A8 + W4A8 & W8A8 / W4A8 & 731 & 69.12 \\\\\n"
                         "Naive & W8A8 / W8A8 & 12\\textsuperscript{1} & -- \\\\\n"
                         "\\bottomrule\n"
                         "\\multicolumn{4}{l}{\\footnotesize\\textsuperscript{1} the first 100 questions} \\\\\n"
                         "\\end{tabular}\n"));
    }

    void csv()
    {
        m_runs[4].name = "naive, \"static\"";
        QCOMPARE(written(m_runs, "csv"),
                 QString("Method,Bits,OCRBench,TextVQA_VAL,Notes\n"
                         "Float,float,754,70.50,\n"
                         "MQuant W8A8 + W4A8,W8A8 / W4A8,731,69.12,\n"
                         "\"naive, \"\"static\"\"\",W8A8 / W8A8,12,,OCRBench: the first 100 questions\n"));
    }

    // Nothing is lost: two runs of one method on one benchmark have a row each.
    void rowsAndColumns()
    {
        auto other = runOf("other model", "OCRBench", 1);
        other.model = "InternVL2-2B";
        auto imported = runOf("InternVL3-1B_OCRBench", "OCRBench", 2);
        imported.model = "InternVL3-1B";
        imported.imported.emplace().unanswered = 3;
        imported.predictions.resize(7);
        auto otherMetric = runOf("Float", "TextVQA_VAL", 60);
        otherMetric.score.metric = "exact";
        m_runs.insert(m_runs.end(), {runOf("Float", "OCRBench", 755), other, imported, otherMetric});
        const auto table = paperTable(m_runs);
        QCOMPARE(table.benchmarks, std::vector<std::string>({"OCRBench", "TextVQA_VAL (vqa)", "TextVQA_VAL (exact)"}));
        QCOMPARE(table.rows.size(), size_t(6));
        QVERIFY(table.hasModels);
        QCOMPARE(table.rows[0].cells[0]->score, 754.0);
        QCOMPARE(table.rows[0].cells[2]->score, 60.0);
        QCOMPARE(table.rows[3].method, std::string("Float"));
        QCOMPARE(table.rows[3].cells[0]->score, 755.0);
        QVERIFY(!table.rows[3].cells[1]);
        QCOMPARE(table.rows[5].method, std::string("InternVL3-1B"));
        QCOMPARE(table.rows[5].bits, std::string());
        QCOMPARE(table.rows[5].cells[0]->note, std::string("7 of 10 questions"));
        QVERIFY(written(m_runs, "csv").contains("InternVL3-1B,InternVL3-1B,,2,"));
    }

    // Layers say what a recipe with exceptions has come to.
    void bitsAreThoseOfTheLayers()
    {
        auto run = runOf("mixed", "OCRBench", 1, "mquant-w8a8-w4a8");
        for (const int bits : {4, 8, 4}) {
            LayerReport layer;
            layer.layer.tower = Tower::Llm;
            layer.scheme.weightBits = bits;
            layer.scheme.activationBits = 8;
            run.layers.push_back(layer);
        }
        QCOMPARE(paperTable(std::vector{run}).rows.front().bits, std::string("W8A8 / W4-8A8"));
    }

    void lettersStayThemselves()
    {
        QCOMPARE(latexText("a_b & 50% #1 $x^2~{y}\\z <\"q\">|\nnaïve"),
                 std::string("a\\_b \\& 50\\% \\#1 \\$x\\textasciicircum{}2\\textasciitilde{}\\{y\\}\\textbackslash{}z "
                             "\\textless{}''q''\\textgreater{}\\textbar{} naïve"));
        QCOMPARE(markdownText("a|b *c* [d](e)\n`f`"), std::string("a\\|b \\*c\\* \\[d\\]\\(e\\) \\`f\\`"));
        QVERIFY_EXCEPTION_THROWN(paperText({}, "html"), Error);
    }

    // Signs of the window that LaTeX's own fonts do not have, and what would be read as something else.
    void signsBecomeCommands()
    {
        QCOMPARE(latexText("−3 ± 1, ≥ 2 × 4 → ∞ …"),
                 std::string("$-$3 $\\pm$ 1, $\\geq$ 2 $\\times$ 4 $\\to$ $\\infty$ \\dots{}"));
        QCOMPARE(latexText("Δ ≠ 0, 3 ≤ λ, 10⁶, Wᵀ, ✓ ✗"),
                 std::string("$\\Delta$ $\\neq$ 0, 3 $\\leq$ $\\lambda$, 10$^{6}$, W$^{T}$, $\\surd$ $\\times$"));
        QCOMPARE(latexText("runs --store `x` a–b"),
                 std::string("runs -{}-store \\textasciigrave{}x\\textasciigrave{} a--b"));
        QCOMPARE(latexText("[3, 4] *"), std::string("{[}3, 4] *")); // else an option of the line end before it
        QCOMPARE(latexText("*x"), std::string("{*}x"));
        QCOMPARE(latexText("a\tb\x01\xff"), std::string("a b ?"));
        QVERIFY(latexHint(latexText("−3 ± 1, “naïve” → ∞ … ▲ ⚠ ✓ ‖x‖ √2 ★ · Δ")).empty());
    }

    // Chinese texts stay; a comment says what they want.
    void otherLettersAreSaid()
    {
        m_runs.back().name = "朴素 100 %";
        const auto latex = written(m_runs, "latex");
        QVERIFY2(latex.startsWith("% wants xelatex, \\usepackage{xeCJK}"), qPrintable(latex));
        QVERIFY(latex.contains("\n\\begin{tabular}{llrr}\n"));
        QVERIFY(latex.contains("朴素 100 \\% & W8A8 / W8A8 & "));
        QCOMPARE(latex.count("xeCJK"), 1);
        QVERIFY(latexHint("привет").starts_with("% wants xelatex or lualatex and a font"));
        QVERIFY(latexHint("plain").empty());
    }

private:
    std::vector<RunRecord> m_runs;
};

QUANTSCOPE_TEST(TestPaperTable)
#include "tst_papertable.moc"
