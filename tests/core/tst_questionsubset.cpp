// SPDX-License-Identifier: GPL-3.0-or-later
// Subsets of questions. Expected rows come from a program in Python that draws them by the same words.

#include <QTemporaryDir>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <set>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/core/InferenceMode.h>
#include <nlohmann/json.hpp>

#include "answering/evaluate.h"
#include "base/error.h"
#include "experiments/demotour.h"
#include "files/resources.h"
#include "files/sha256.h"
#include "messages/sentence.h"
#include "run/runspec.h"
#include "testmain.h"

using namespace quantscope;

namespace {

using Rule = QuestionSubset::Rule;

// A letter is the category of a question, its index counts from 1.
Dataset lettered(const std::string& letters)
{
    Dataset data;
    data.name = "letters";
    for (size_t i = 0; i < letters.size(); ++i) {
        Question question;
        question.index = std::to_string(i + 1);
        question.category = letters.substr(i, 1);
        data.questions.push_back(question);
    }
    return data;
}

std::map<std::string, int> sizesOf(const Dataset& data, const std::vector<size_t>& rows)
{
    std::map<std::string, int> sizes;
    for (const size_t row : rows)
        ++sizes[data.questions[row].category];
    return sizes;
}

QString problemOf(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& problem) {
        return QString::fromUtf8(problem.what());
    }
    return {};
}

using Rows = std::vector<size_t>;

}

class TestQuestionSubset : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Drawn by hand: a has 6 of 10, b 3, c 1. One of each, then by what each lacks of its share of 4, 5, … questions.
    void stratifiedByHand()
    {
        const auto data = lettered("aabaabacab");
        QCOMPARE(rowsOf(stratifiedQuestions(-1), data), Rows({8, 5, 7, 0, 3, 2, 6, 4, 9, 1}));
        QCOMPARE(rowsOf(stratifiedQuestions(10, 7), data), Rows({4, 2, 7, 1, 6, 5, 8, 0, 9, 3}));
        QCOMPARE(rowsOf(stratifiedQuestions(2), data), Rows({8, 5})); // fewer than categories: the largest
        QCOMPARE(rowsOf(stratifiedQuestions(0), data), Rows());
        QCOMPARE(rowsOf(stratifiedQuestions(99), data).size(), size_t(10));
        QCOMPARE(rowsOf(stratifiedQuestions(3), lettered("")), Rows());
    }

    // Neither the order of the file nor rows of other categories decide what is drawn within one.
    void drawIsOfTheIndex()
    {
        auto turned = lettered("aabaabacab");
        std::reverse(turned.questions.begin(), turned.questions.end());
        QCOMPARE(rowsOf(stratifiedQuestions(4), turned), Rows({1, 4, 2, 9})); // 9 - row of the order by hand
    }

    void moreKeepWhatFewerHave()
    {
        const auto data = loadDataset(demoFiles().data);
        const auto all = rowsOf(stratifiedQuestions(-1), data);
        for (const int64_t count : {1, 9, 10, 59, 60, 61, 137, 400})
            QCOMPARE(rowsOf(stratifiedQuestions(count), data), Rows(all.begin(), all.begin() + count));
        QCOMPARE(std::set<size_t>(all.begin(), all.end()).size(), data.questions.size());
    }

    // Hamilton's seats of 60 for 80, 80, 80, 40 and six times 20 of 400 have no remainders.
    void theTourAsksItsShareOfEachCategory()
    {
        const auto data = loadDataset(demoFiles().data);
        const auto rows = rowsOf(tourQuestions(), data);
        QCOMPARE(rows.size(), size_t(60));
        const auto all = sizesOf(data, rowsOf({}, data)), sizes = sizesOf(data, rows);
        QCOMPARE(sizes.size(), size_t(10));
        for (const auto& [category, size] : all)
            QCOMPARE(sizes.at(category) * 400, size * 60);
        std::string text;
        for (const size_t row : rows)
            text += (text.empty() ? "" : " ") + std::to_string(row);
        QCOMPARE(sha256Hex({reinterpret_cast<const uint8_t*>(text.data()), text.size()}),
                 std::string("55e1d93e68f3caa499dc09ef10958426602f5a60a2b9ced27cc0b0a4017e56aa"));
    }

    // Every beginning has each category's share to less than two questions.
    void beginningsAreNearlyStratified()
    {
        const auto data = loadDataset(demoFiles().data);
        const auto all = sizesOf(data, rowsOf({}, data));
        const auto order = rowsOf(stratifiedQuestions(-1), data);
        for (size_t count = 10; count <= order.size(); ++count) {
            auto sizes = sizesOf(data, Rows(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count)));
            for (const auto& [category, size] : all) {
                QVERIFY(sizes[category] >= 1);
                QVERIFY(std::abs(sizes[category] - size * double(count) / 400) < 1.5);
            }
        }
    }

    void otherRules()
    {
        const auto data = lettered("abcab");
        QCOMPARE(rowsOf({}, data), Rows({0, 1, 2, 3, 4}));
        QCOMPARE(rowsOf(firstQuestions(2), data), Rows({0, 1}));
        QCOMPARE(rowsOf({Rule::Category, -1, 0, "b"}, data), Rows({1, 4}));
        const QuestionSubset list{Rule::Listed, -1, 0, "mine", {"5", "1", "5", "77"}};
        QCOMPARE(rowsOf(list, data), Rows({4, 0}));
        QCOMPARE(countOf(list, data), int64_t(2));
        QCOMPARE(countOf(firstQuestions(9), data), int64_t(5));
        QVERIFY(problemOf([&] { checkedRows(list, data); }).contains("mine: letters has no question with index 77"));
        QVERIFY(problemOf([&] { checkedRows({Rule::Category, -1, 0, "z"}, data); }).contains("category z"));
        QVERIFY(askTheSame(stratifiedQuestions(-1, 4), {}));
        QVERIFY(!askTheSame(stratifiedQuestions(5), firstQuestions(5)));
    }

    void texts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("all") << "all"
                             << "all questions";
        QTest::newRow("first") << "first:40"
                               << "the first 40 questions";
        QTest::newRow("stratified") << "stratified:60"
                                    << "60 questions stratified by category";
        QTest::newRow("seed") << "stratified:60:7"
                              << "60 questions stratified by category, seed 7";
        QTest::newRow("category") << "category:Key: Value"
                                  << "the category Key: Value";
    }

    void texts()
    {
        QFETCH(QString, text);
        QFETCH(QString, sentence);
        const auto subset = subsetFromText(text.toStdString());
        QCOMPARE(QString::fromStdString(subsetText(subset)), text);
        QCOMPARE(QString::fromStdString(englishText(subsetMessage(subset))), sentence);
        auto json = nlohmann::json::object();
        putSubset(subset, json);
        QVERIFY(takeSubset(json, "a file") == subset);
    }

    void wrongTexts()
    {
        for (const char* text : {"", "60", "first", "first:", "first:0", "first:3:1", "stratified:x", "stratified:5:",
                                 "stratified:5:-1", "stratified:99999999999999999999", "some:3", "category:"})
            QVERIFY2(problemOf([&] { subsetFromText(text); }).contains("expected all, first:N"), text);
        QVERIFY(problemOf([] { subsetFromText("list:/nowhere.txt"); }).contains("/nowhere.txt: cannot be read"));
    }

    void listsComeFromFiles()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath("hard ones.txt").toStdString();
        std::ofstream(file) << "3\r\n\n17\n";
        const auto list = subsetFromText("list:" + file);
        QVERIFY(list == QuestionSubset({Rule::Listed, -1, 0, "hard ones", {"3", "17"}}));
        QCOMPARE(englishText(subsetMessage(list)), std::string("the list hard ones of 2 questions"));
        std::ofstream(file) << "\n";
        QVERIFY(problemOf([&] { listedQuestions(file); }).contains("names no question"));
        std::ofstream(file) << std::string(2000, 'x');
        QVERIFY(problemOf([&] { listedQuestions(file); }).contains("is no list"));
    }

    void specsOfEarlierVersionsLoad()
    {
        auto json = specToJson({});
        QCOMPARE(json.at("limit"), nlohmann::json(-1));
        json["limit"] = 12;
        QVERIFY(specFromJson(json, "old").subset == firstQuestions(12));
        json.erase("limit");
        QVERIFY(specFromJson(json, "old").subset == QuestionSubset());
        RunSpec spec;
        spec.subset = {Rule::Listed, -1, 0, "mine", {"5", "b"}};
        QVERIFY(specFromJson(specToJson(spec), "new") == spec);
        QVERIFY(!specToJson(spec).contains("limit"));
    }

    void badSubsetsAreRefused_data()
    {
        QTest::addColumn<QString>("subset");
        QTest::addColumn<QString>("problem");
        QTest::newRow("no object") << "7"
                                   << "expected a JSON object";
        QTest::newRow("rule") << R"({"rule": "best"})"
                              << "field 'rule'";
        QTest::newRow("count") << R"({"rule": "stratified", "count": -2})"
                               << "field 'count'";
        QTest::newRow("seed") << R"({"rule": "stratified", "count": 2, "seed": "x"})"
                              << "field 'seed'";
        QTest::newRow("no list") << R"({"rule": "list", "name": "a"})"
                                 << "field 'indexes'";
        QTest::newRow("no texts") << R"({"rule": "list", "name": "a", "indexes": [1]})"
                                  << "expected a text, found 1";
    }

    void badSubsetsAreRefused()
    {
        QFETCH(QString, subset);
        QFETCH(QString, problem);
        auto json = specToJson({});
        json["subset"] = nlohmann::json::parse(subset.toStdString());
        const auto found = problemOf([&] { specFromJson(json, "a file"); });
        QVERIFY2(found.contains("a file") && found.contains(problem), qPrintable(found));
    }

    // The answers are those of a run of all questions, in the order of the file.
    void subsetsAreAnswered()
    {
        const c10::InferenceMode inference;
        const auto loaded = loadModel(demoFiles().model, at::kFloat, at::kCPU);
        auto data = loadDataset(demoFiles().data);
        data.questions.resize(24);
        EvaluateOptions options;
        options.threads = 2;
        const auto all = evaluate(loaded, loaded.model, data, options);
        auto rows = rowsOf(stratifiedQuestions(7), data);
        options.rows = rows;
        const auto some = evaluate(loaded, loaded.model, data, options);
        std::sort(rows.begin(), rows.end());
        QCOMPARE(some.predictions.size(), size_t(7));
        QCOMPARE(some.score.total, int64_t(7));
        for (size_t i = 0; i < rows.size(); ++i) {
            QCOMPARE(some.predictions[i].row, rows[i]);
            QCOMPARE(some.predictions[i].text, all.predictions[rows[i]].text);
        }
    }
};

QUANTSCOPE_TEST(TestQuestionSubset)
#include "tst_questionsubset.moc"
