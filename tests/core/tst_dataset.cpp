// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "files/base64.h"
#include "files/sha256.h"
#include "files/tsv.h"
#include "reference.h"
#include "tasks/dataset.h"
#include "tasks/rowindex.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows readRows(std::string_view text)
{
    Rows rows;
    readTsv(text, "text", [&](const TsvRow& row) { rows.emplace_back(row.cells.begin(), row.cells.end()); });
    return rows;
}

std::vector<uint8_t> bytesOf(std::string_view text)
{
    return {text.begin(), text.end()};
}

}

class TestDataset : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void base64_data();
    void base64();
    void sha256();
    void tsvCells();
    void tsvLines();
    void loads();
    void otherColumns();
    void sharedImages();
    void imagePaths();
    void quotedCells();
    void answers_data();
    void answers();
    void refused_data();
    void refused();
    void badRows_data();
    void badRows();
    void goodRowsStay();
    void strict();
    void indexes_data();
    void indexes();
    void rowsWithoutImage();
    void listsOfImages();
    void dataUris();
    void chainedReferences();
    void tinyImages();
    void testSplit();
    void columnNames();
    void answersOfSeveralPeople();
    void missingOptions();
    void finds();
    void manyImages();

private:
    // A file of that name whose image cells "IMG" are replaced by a valid image cell.
    std::filesystem::path write(const std::string& name, std::string text)
    {
        for (size_t at = text.find("IMG"); at != std::string::npos; at = text.find("IMG"))
            text.replace(at, 3, "iVBORw0KGgo=");
        const auto file = folder() / name;
        writeText(file, text);
        return file;
    }
    std::filesystem::path folder() const
    {
        return m_dir.path().toStdString();
    }

    QTemporaryDir m_dir;
};

void TestDataset::base64_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray("") << true << QByteArray("");
    QTest::newRow("three") << QByteArray("YWJj") << true << QByteArray("abc");
    QTest::newRow("two") << QByteArray("YWI=") << true << QByteArray("ab");
    QTest::newRow("one") << QByteArray("YQ==") << true << QByteArray("a");
    QTest::newRow("high bytes") << QByteArray("//79+/8=") << true << QByteArray::fromHex("fffefdfbff");
    QTest::newRow("white space") << QByteArray(" YW\r\nJj\tYQ= = ") << true << QByteArray("abca");
    QTest::newRow("no padding") << QByteArray("YWI") << false << QByteArray();
    QTest::newRow("half padding") << QByteArray("YQ=") << false << QByteArray();
    QTest::newRow("one digit") << QByteArray("Y") << false << QByteArray();
    QTest::newRow("digit and padding") << QByteArray("Y===") << false << QByteArray();
    QTest::newRow("only padding") << QByteArray("====") << false << QByteArray();
    QTest::newRow("text after padding") << QByteArray("YQ==YQ==") << false << QByteArray();
    QTest::newRow("too much padding") << QByteArray("YWJj=") << false << QByteArray();
    QTest::newRow("other sign") << QByteArray("YW-j") << false << QByteArray();
    QTest::newRow("zero byte") << QByteArray("YW\0j", 4) << false << QByteArray();
}

void TestDataset::base64()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, valid);
    QFETCH(QByteArray, bytes);
    const auto decoded = decodeBase64({text.data(), static_cast<size_t>(text.size())});
    QCOMPARE(decoded.has_value(), valid);
    if (valid)
        QCOMPARE(*decoded, bytesOf(bytes.toStdString()));
    for (int size = 0; size < 40; ++size) {
        const QByteArray random =
            QCryptographicHash::hash(text + QByteArray::number(size), QCryptographicHash::Sha512).left(size);
        QCOMPARE(decodeBase64(random.toBase64().toStdString()), std::optional(bytesOf(random.toStdString())));
    }
}

void TestDataset::sha256()
{
    QCOMPARE(sha256Hex({}), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(sha256Hex(bytesOf("abc")),
             std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    writeText(folder() / "abc", "abc");
    QCOMPARE(sha256OfFile(folder() / "abc"), sha256Hex(bytesOf("abc")));
    QVERIFY_THROWS_EXCEPTION(Error, sha256OfFile(folder() / "absent"));
}

// The expectations are those of pandas.read_csv(sep="\t").
void TestDataset::tsvCells()
{
    QCOMPARE(readRows("a\tb\n1\t2\n"), (Rows{{"a", "b"}, {"1", "2"}}));
    QCOMPARE(readRows("a\tb\r\n1\t2"), (Rows{{"a", "b"}, {"1", "2"}}));
    QCOMPARE(readRows("a\rb\r"), (Rows{{"a"}, {"b"}}));
    QCOMPARE(readRows("\xef\xbb\xbf"
                      "a\n\n\n1\n"),
             (Rows{{"a"}, {"1"}}));
    QCOMPARE(readRows("\t\n"), (Rows{{"", ""}}));
    QCOMPARE(readRows("a\t"), (Rows{{"a", ""}}));
    QCOMPARE(readRows(""), Rows());
    QCOMPARE(readRows("\"x\ty\"\t\"a \"\"b\"\"\"\t\"\"\n"), (Rows{{"x\ty", "a \"b\"", ""}}));
    QCOMPARE(readRows("\"l1\nl2\"\tz\nn\tm\n"), (Rows{{"l1\nl2", "z"}, {"n", "m"}}));
    QCOMPARE(readRows("a\"b\"\tc\n"), (Rows{{"a\"b\"", "c"}}));
    QCOMPARE(readRows("\"a\"b\tc\n"), (Rows{{"ab", "c"}}));
}

void TestDataset::tsvLines()
{
    std::vector<int64_t> lines;
    readTsv("h\n\n\"a\nb\nc\"\nx\n", "text", [&](const TsvRow& row) { lines.push_back(row.line); });
    QCOMPARE(lines, (std::vector<int64_t>{1, 3, 6}));
    QVERIFY_THROWS_EXCEPTION(Error, readRows("a\n\"b\n"));
}

void TestDataset::loads()
{
    const auto dataset = loadDataset(write("Mini.tsv",
                                           "index\timage\tquestion\tanswer\tcategory\n"
                                           "3\tIMG\twhat?\t['a', \"b's\"]\tDoc\n7\tIMG\twho?\tplain text\tScene\n"));
    QCOMPARE(dataset.name, std::string("Mini"));
    QCOMPARE(dataset.file, folder() / "Mini.tsv");
    QCOMPARE(dataset.questions.size(), size_t(2));
    const auto& first = dataset.questions[0];
    QCOMPARE(first.index, std::string("3"));
    QCOMPARE(first.line, 2);
    QCOMPARE(first.question, std::string("what?"));
    QCOMPARE(first.category, std::string("Doc"));
    QCOMPARE(first.answers, (std::vector<std::string>{"a", "b's"}));
    QCOMPARE(first.images.size(), size_t(1));
    QCOMPARE(*first.images[0], bytesOf("\x89PNG\r\n\x1a\n"));
    QCOMPARE(dataset.questions[1].answers, (std::vector<std::string>{"plain text"}));
    // Columns in any order, category optional, more columns allowed.
    const auto other = loadDataset(write("Other.tsv", "answer\textra\tquestion\timage\tindex\n[]\tx\tq\tIMG\t0\n"));
    QVERIFY(other.questions[0].answers.empty() && other.questions[0].category.empty());
}

void TestDataset::otherColumns()
{
    const auto dataset = loadDataset(write("Columns.tsv",
                                           "index\thint\timage\tquestion\tanswer\tA\tB\n"
                                           "1\tlook\tIMG\tq\ta\tcat\t\n2\t\tIMG\tq\ta\n"));
    using Columns = std::map<std::string, std::string, std::less<>>;
    QCOMPARE(dataset.questions[0].columns, (Columns{{"A", "cat"}, {"hint", "look"}}));
    QVERIFY(dataset.questions[1].columns.empty());
}

void TestDataset::sharedImages()
{
    const auto dataset =
        loadDataset(write("Shared.tsv", "index\timage\tquestion\tanswer\n1\t2\tq\ta\n2\tIMG\tq\ta\n3\t2\tq\ta\n"));
    QCOMPARE(dataset.questions[0].images, dataset.questions[1].images);
    QCOMPARE(dataset.questions[2].images, dataset.questions[1].images);
}

void TestDataset::imagePaths()
{
    std::filesystem::create_directories(folder() / "images/Paths/deep");
    writeText(folder() / "beside.png", "one");
    writeText(folder() / "images/Paths/deep/inside.png", "two");
    const auto dataset = loadDataset(write("Paths.tsv",
                                           "index\timage_path\tquestion\tanswer\n"
                                           "1\tbeside.png\tq\ta\n2\tdeep/inside.png\tq\ta\n3\tbeside.png\tq\ta\n"));
    QCOMPARE(*dataset.questions[0].images.at(0), bytesOf("one"));
    QCOMPARE(*dataset.questions[1].images.at(0), bytesOf("two"));
    QCOMPARE(dataset.questions[2].images, dataset.questions[0].images);
    // A table of one's own has names in the column image too, but an index of that name comes first.
    const auto named = loadDataset(write("Paths.tsv",
                                         "index\timage\tquestion\n1\tbeside.png\tq\n2\t['deep/inside.png', "
                                         "'beside.png']\tq\na.png\tIMG\tq\n4\ta.png\tq\n"));
    QCOMPARE(*named.questions.at(0).images.at(0), bytesOf("one"));
    QCOMPARE(*named.questions.at(1).images.at(0), bytesOf("two"));
    QCOMPARE(*named.questions.at(1).images.at(1), bytesOf("one"));
    QCOMPARE(named.questions.at(3).images, named.questions.at(2).images);
}

void TestDataset::quotedCells()
{
    const auto dataset = loadDataset(
        write("Quoted.tsv", "index\timage\tquestion\tanswer\n1\t\"IMG\"\t\"a\tb\n\"\"c\"\"\"\t\"['x\"\"y']\"\n"));
    QCOMPARE(dataset.questions[0].question, std::string("a\tb\n\"c\""));
    QCOMPARE(dataset.questions[0].answers, (std::vector<std::string>{"x\"y"}));
}

void TestDataset::answers_data()
{
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* cell, const QStringList& expected) {
        QTest::newRow(cell) << QString(cell) << expected;
    };
    row("['a', 'b']", {"a", "b"});
    row("('a', 'b')", {"('a', 'b')"}); // VLMEvalKit takes lists only
    row("('a','b')", {"('a','b')"});
    row("[1, 2.50, True]", {"1", "2.5", "True"});
    row("'quoted'", {"'quoted'"});
    row("0.50", {"0.50"});
    row("007", {"007"});
    row("1,000", {"1,000"});
    row("True", {"True"});
    row("two words", {"two words"});
    row("[unclosed", {"[unclosed"});
    row("it's", {"it's"});
    row("[]", {});
    row("['']", {});
    row("['', ' ']", {});
    row("['', 'a']", {"", "a"});
    row(R"(["a", null, true, 3.5, "\u00fc"])", {"a", "true", "3.5", "ü"}); // JSON
    row("[\"a\", \"b\"]", {"a", "b"});
    row("[None]", {});
    row("[None, 'a']", {"a"});
    row("[nan]", {});
    row("[null]", {});
    row("['nan']", {"nan"});
    row("{'a': 1}", {"{'a': 1}"});
    row("1e3", {"1e3"});
    row("-5", {"-5"});
    row("", {});
    row("nan", {});
    row("None", {});
    row("N/A", {});
    row("none", {"none"});
}

void TestDataset::answers()
{
    QFETCH(QString, cell);
    QFETCH(QStringList, expected);
    const auto dataset =
        loadDataset(write("Answers.tsv", "index\timage\tquestion\tanswer\n1\tIMG\tq\t" + cell.toStdString() + "\n"));
    QStringList found;
    for (const auto& answer : dataset.questions[0].answers)
        found << QString::fromStdString(answer);
    QCOMPARE(found, expected);
}

void TestDataset::refused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const std::string& text, const char* part) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QString(part);
    };
    const std::string header = "index\timage\tquestion\tanswer\n";
    row("empty", "", "header line");
    row("no index", "image\tquestion\tanswer\n", "no column index");
    row("no question", "index\timage\tanswer\n", "no column question");
    row("no image", "index\tquestion\tanswer\n", "neither a column image");
    row("column twice", "index\timage\tquestion\tanswer\timage\n", "column image occurs twice");
    row("only a header", header, "has no rows");
    row("only rows without image", header + "1\t\tq\ta\n2\tnan\tq\ta\n", "none of its rows has an image");
    row("only bad rows", header + "1\t/9j*\tq\ta\n", "the first problem: line 2, index 1: ");
    row("open quote", header + "1\tIMG\t\"q\ta\n", "line 2: a quoted cell");
    const QByteArray header16("\xff\xfei\0n\0d\0e\0x\0\t\0", 14);
    row("index under another name", "id\timage\tquestion\n", "has no column index; there are id, image, question");
    row("commas", "index,image,question\n1,IMG,q\n", "divided by ',', tabs are expected");
    row("semicolons", "index;image;question\n", "divided by ';', tabs are expected");
    row("UTF-16", header16.toStdString(), "is saved as UTF-16");
    row("UTF-16 without a mark", header16.mid(2).toStdString(), "is saved as UTF-16");
    row("UTF-32", std::string("\xff\xfe\0\0i\0\0\0", 8), "is saved as UTF-32");
    // "was steht da für?" and "Grüße" in Latin-1; the column counts characters.
    row("Latin-1",
        header + "1\t" + std::string(3000, 'A') +
            "\twas steht da f\xfcr?\t['Gr\xfc\xdf"
            "e']\n",
        "line 2, column question, character 15: is not UTF-8; the text looks like Latin-1");
    row("Latin-1 in another column", "index\timage\tquestion\tA\n1\tIMG\tq\t\xc3\xbc\xfc\n", "column A, character 2");
    row("Latin-1 below a line end", header + "1\tIMG\t\"a\nb\xfc\"\ta\n", "line 3, column question, character 4");
}

void TestDataset::refused()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, part);
    const auto file = write("Bad.tsv", text.toStdString());
    try {
        loadDataset(file);
        QFAIL("the file was accepted");
    } catch (const Error& error) {
        const auto sentence = QString::fromStdString(error.what());
        QVERIFY2(sentence.startsWith(QString::fromStdString(file.string())), error.what());
        QVERIFY2(sentence.contains(part), error.what());
    }
}

void TestDataset::badRows_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char* name, const std::string& text, const char* problem) {
        QTest::newRow(name) << QString::fromStdString(text) << QString(problem);
    };
    const std::string header = "index\timage\tquestion\tanswer\n", good = "0\tIMG\tq\ta\n";
    const std::string paths = "index\timage\timage_path\tquestion\n0\tIMG\t\tq\n";
    row("no index", header + good + "\tIMG\tq\ta\n", "line 3: the column index is empty");
    row("index twice", header + good + "0.0\tIMG\tq\ta\n", "line 3, index 0: the index occurs twice");
    row("bad base64", header + good + "5\t/9j*" + std::string(80, 'A') + "\tq\ta\n",
        "line 3, index 5: the column image is not valid base64");
    row("long row", header + good + "1\tIMG\tq\ta\tb\n", "line 3: has 5 cells, 4 are expected");
    row("reference to nothing", header + good + "1\t9\tq\ta\n",
        "line 3, index 1: the column image refers to index 9, which no row with an image has");
    row("reference to itself", header + good + "1\t1\tq\ta\n",
        "line 3, index 1: the column image refers to index 1, and so on in a circle");
    row("reference to a row without image", header + good + "1\t\tq\ta\n2\t1\tq\ta\n",
        "line 4, index 2: the column image refers to index 1, which no row with an image has");
    row("link", header + good + "1\thttps://example.org/" + std::string(80, 'a') + ".png\tq\ta\n",
        "line 3, index 1: the column image has a link; only images in the table or its folder are read");
    row("text in a data: URI", header + good + "1\tdata:image/svg+xml," + std::string(80, 'a') + "\tq\ta\n",
        "line 3, index 1: the column image has a data: URI that is not in base64");
    row("empty list", header + good + "1\t[]\tq\ta\n",
        "line 3, index 1: the list has 0 images, from 1 to 1024 are expected");
    row("no list", header + good + "1\t[open]\tq\ta\n",
        "line 3, index 1: the list of images is not a Python list of texts");
    row("absent path", paths + "1\t\tno.png\tq\n",
        "line 3, index 1: the image no.png is no file in the dataset's folder or its images/Rows");
    row("path outside", paths + "1\t\t../x.png\tq\n",
        "line 3, index 1: the image ../x.png leads out of the dataset's folder");
    row("absolute path", paths + "1\t\t/etc/passwd\tq\n",
        "line 3, index 1: the image /etc/passwd leads out of the dataset's folder");
    row("path outside, as image", paths + "1\t../x.png\t\tq\n",
        "line 3, index 1: the image ../x.png leads out of the dataset's folder");
    row("absent file, as image", paths + "1\tno.JPG\t\tq\n",
        "line 3, index 1: the image no.JPG is no file in the dataset's folder or its images/Rows");
    row("short link", paths + "1\tHTTPS://a.org/b.png\t\tq\n",
        "line 3, index 1: the column image has a link; only images in the table or its folder are read");
    row("link to a file", paths + "1\t['file:///etc/passwd']\t\tq\n",
        "line 3, index 1: the column image has a link; only images in the table or its folder are read");
    row("link as a path", paths + "1\t\thttp://a.org/b.png\tq\n",
        "line 3, index 1: the column image_path has a link; only images in the table or its folder are read");
}

void TestDataset::badRows()
{
    QFETCH(QString, text);
    QFETCH(QString, problem);
    const auto file = write("Rows.tsv", text.toStdString());
    const auto data = loadDataset(file);
    QCOMPARE(data.questions.size(), size_t(1));
    QCOMPARE(data.questions[0].index, std::string("0"));
    QCOMPARE(data.problems.size(), size_t(1));
    QCOMPARE(QString::fromStdString(describe(data.problems[0])), problem);
    try {
        loadDataset(file, {.strict = true});
        QFAIL("the file was accepted");
    } catch (const Error& error) {
        QCOMPARE(QString(error.what()), QString::fromStdString(file.string()) + ", " + problem);
    }
}

void TestDataset::goodRowsStay()
{
    const auto data = loadDataset(write("Mixed.tsv",
                                        "index\timage\tquestion\tanswer\n"
                                        "1\t3\tone\ta\n2\t77\ttwo\ta\n3\tIMG\tthree\ta\n4\t2\tfour\ta\n"
                                        "5\t3\tfive\ta\n"));
    QCOMPARE(data.questions.size(), size_t(3));
    QCOMPARE(data.questions[0].question, std::string("one"));
    QCOMPARE(data.questions[2].question, std::string("five"));
    for (const auto& question : data.questions)
        QCOMPARE(*question.images.at(0), bytesOf("\x89PNG\r\n\x1a\n"));
    QCOMPARE(data.problems.size(), size_t(2));
    QCOMPARE(data.problems[0].line, 3);
    QCOMPARE(data.problems[1].line, 5);
}

void TestDataset::strict()
{
    const auto file = write("Fine.tsv", "index\timage\tquestion\n1\tIMG\tq\n2\t\tq\n");
    QCOMPARE(loadDataset(file, {.strict = true}).questions.size(), size_t(1)); // no image is no problem
}

void TestDataset::indexes_data()
{
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QString>("index");
    QTest::addColumn<QString>("json");
    const auto row = [](const char* cell, const char* index, const char* json) {
        QTest::newRow(cell) << QString(cell) << QString(index) << QString(json);
    };
    row("3", "3", "3");
    row(" 3 ", "3", "3");
    row("-3", "-3", "-3");
    row("007", "7", "7");
    row("0.0", "0", "0");
    row("12.000", "12", "12");
    row("9223372036854775807", "9223372036854775807", "9223372036854775807");
    row("99999999999999999999", "99999999999999999999", "\"99999999999999999999\"");
    row("12-0", "12-0", "\"12-0\"");
    row("1.5", "1.5", "\"1.5\"");
    row("1.", "1.", "\"1.\"");
    row("1e3", "1e3", "\"1e3\"");
    row("+3", "+3", "\"+3\"");
    row("图1", "图1", "\"图1\"");
}

void TestDataset::indexes()
{
    QFETCH(QString, cell);
    QFETCH(QString, index);
    QFETCH(QString, json);
    const auto data = loadDataset(write("Index.tsv", "index\timage\tquestion\n" + cell.toStdString() + "\tIMG\tq\n"));
    QCOMPARE(QString::fromStdString(data.questions[0].index), index);
    const auto written = indexToJson(data.questions[0].index);
    QCOMPARE(QString::fromStdString(written.dump()), json);
    QCOMPARE(indexFromJson(written, "here"), data.questions[0].index);
    QVERIFY_THROWS_EXCEPTION(Error, indexFromJson(true, "here"));
    QVERIFY_THROWS_EXCEPTION(Error, indexFromJson(1.5, "here"));
}

void TestDataset::rowsWithoutImage()
{
    const auto data =
        loadDataset(write("Gaps.tsv", "index\timage\tquestion\n0.0\tIMG\ta\n1.0\t\tb\n2.0\tNaN\tc\n3.0\t0\td\n4.0\n"));
    QCOMPARE(data.questions.size(), size_t(2));
    QCOMPARE(data.questions[1].question, std::string("d"));
    QCOMPARE(data.withoutImage, 3);
    QVERIFY(data.problems.empty());
}

void TestDataset::listsOfImages()
{
    std::filesystem::create_directories(folder() / "images/Lists");
    writeText(folder() / "images/Lists/a.png", "one");
    writeText(folder() / "images/Lists/b.png", "two");
    const auto data = loadDataset(write("Lists.tsv",
                                        "index\timage\timage_path\tquestion\n1\t['IMG']\t\tq\n"
                                        "2\t['IMG', 'YWJj']\t\tq\n3\t\t['b.png', 'a.png']\tq\n4\t2\t\tq\n"));
    QCOMPARE(data.questions.size(), size_t(4));
    QCOMPARE(data.questions[0].images.size(), size_t(1));
    QCOMPARE(*data.questions[0].images[0], bytesOf("\x89PNG\r\n\x1a\n"));
    QCOMPARE(data.questions[1].images.size(), size_t(2));
    QCOMPARE(*data.questions[1].images[1], bytesOf("abc"));
    QCOMPARE(*data.questions[2].images.at(0), bytesOf("two"));
    QCOMPARE(*data.questions[2].images.at(1), bytesOf("one"));
    QCOMPARE(data.questions[3].images, data.questions[1].images);
}

void TestDataset::dataUris()
{
    const std::string bytes(60, 'x');
    const auto cell = "data:image/jpeg;base64," + QByteArray::fromStdString(bytes).toBase64().toStdString();
    const auto data =
        loadDataset(write("Uris.tsv", "index\timage\tquestion\n1\t" + cell + "\tq\n2\t['" + cell + "']\tq\n"));
    QCOMPARE(*data.questions.at(0).images.at(0), bytesOf(bytes));
    QCOMPARE(*data.questions.at(1).images.at(0), bytesOf(bytes));
    // Scheme and encoding are words in any case, and a type may have parameters.
    const auto other = loadDataset(write("Short.tsv",
                                         "index\timage\tquestion\n1\tDATA:image/png;name=a;BASE64,YWJj\tq\n"
                                         "2\tData:;base64,YWJj\tq\n"));
    QCOMPARE(*other.questions.at(0).images.at(0), bytesOf("abc"));
    QCOMPARE(*other.questions.at(1).images.at(0), bytesOf("abc"));
}

void TestDataset::chainedReferences()
{
    const auto data = loadDataset(write("Chain.tsv",
                                        "index\timage\tquestion\n3\t2\tq\nb-1\tIMG\tq\n1\tb-1\tq\n2\t1\tq\n"
                                        "5\t6\tq\n6\t5\tq\n"));
    QCOMPARE(data.questions.size(), size_t(4));
    for (const auto& question : data.questions)
        QCOMPARE(*question.images.at(0), bytesOf("\x89PNG\r\n\x1a\n"));
    QCOMPARE(data.problems.size(), size_t(2)); // the circle
}

// A GIF of one pixel is shorter than VLMEvalKit's longest reference.
void TestDataset::tinyImages()
{
    const std::string gif = "R0lGODdhAQABAIAAAAAAAAAAACwAAAAAAQABAAACAkQBADs=";
    QVERIFY(gif.size() <= 64);
    const auto data = loadDataset(write("Tiny.tsv", "index\timage\tquestion\n1\t" + gif + "\tq\n2\t1\tq\n"));
    QVERIFY(data.problems.empty());
    QCOMPARE(data.questions.at(0).images.at(0)->size(), size_t(35));
    QCOMPARE(data.questions.at(1).images, data.questions[0].images);
}

void TestDataset::testSplit()
{
    const auto data = loadDataset(write("Split.tsv", "index\timage\tquestion\n1\tIMG\tq\n"));
    QVERIFY(data.questions.at(0).answers.empty());
}

// Names in another case and with spaces are the same columns, but not where the name itself is there; options keep
// their capitals.
void TestDataset::columnNames()
{
    const auto data =
        loadDataset(write("Names.tsv", "Index\tIMAGE\t Question \tANSWER\tCategory\tA\n1\tIMG\tq\tx\tc\to\n"));
    const auto& question = data.questions.at(0);
    QCOMPARE(question.index, std::string("1"));
    QCOMPARE(question.question, std::string("q"));
    QCOMPARE(question.answers, std::vector<std::string>{"x"});
    QCOMPARE(question.category, std::string("c"));
    QCOMPARE(question.columns, (std::map<std::string, std::string, std::less<>>{{"A", "o"}}));
    const auto unnamed = loadDataset(write("Unnamed.tsv", "\timage\tquestion\n7\tIMG\tq\n"));
    QCOMPARE(unnamed.questions.at(0).index, std::string("7"));
    const auto numbered = loadDataset(write("Numbered.tsv", "\tindex\timage\tquestion\n0\tx\tIMG\tq\n"));
    QCOMPARE(numbered.questions.at(0).index, std::string("x"));
    const auto both = loadDataset(write("Both.tsv", "index\timage\tquestion\tanswer\tAnswer\n1\tIMG\tq\tx\ty\n"));
    QCOMPARE(both.questions.at(0).answers, std::vector<std::string>{"x"});
    QCOMPARE(both.questions.at(0).columns.at("Answer"), std::string("y"));
}

// VizWiz has its ten answers in a column answers; the row asks without a request and scores as VQA.
void TestDataset::answersOfSeveralPeople()
{
    const auto data = loadDataset(write("VizWiz.tsv", "index\timage\tquestion\tanswers\n1\tIMG\tq\t['a', 'a', 'b']\n"));
    QCOMPARE(data.questions.at(0).answers, (std::vector<std::string>{"a", "a", "b"}));
    QCOMPARE(std::string(data.benchmark->id), std::string("vizwiz"));
    QCOMPARE(data.benchmark->prompt(data.questions[0]), std::string("q"));
    const auto both = loadDataset(write("Two.tsv", "index\timage\tquestion\tanswers\tanswer\n1\tIMG\tq\t['a']\tb\n"));
    QCOMPARE(both.questions.at(0).answers, std::vector<std::string>{"b"});
}

// What only a program writes is no option; None may be one.
void TestDataset::missingOptions()
{
    const auto data = loadDataset(
        write("Options.tsv", "index\timage\tquestion\tcategory\tA\tB\tC\thint\n1\tIMG\tq\tnan\tx\tNone\tnan\tNaN\n"));
    using Columns = std::map<std::string, std::string, std::less<>>;
    QCOMPARE(data.questions.at(0).columns, (Columns{{"A", "x"}, {"B", "None"}}));
    QCOMPARE(data.questions[0].category, std::string());
}

void TestDataset::finds()
{
    std::filesystem::create_directories(folder() / "home/LMUData");
    std::filesystem::create_directories(folder() / "lmu");
    writeText(folder() / "home/LMUData/Both.tsv", "x");
    writeText(folder() / "lmu/Both.tsv", "x");
    writeText(folder() / "home/LMUData/Home.tsv", "x");
    qputenv("HOME", QByteArray::fromStdString((folder() / "home").string()));
    qputenv("LMUData", QByteArray::fromStdString((folder() / "lmu").string()));
    QCOMPARE(findDataset("Both").value_or(""), folder() / "lmu/Both.tsv");
    QCOMPARE(findDataset("Home").value_or(""), folder() / "home/LMUData/Home.tsv");
    QVERIFY(!findDataset("Neither"));
    QVERIFY(!findDataset("../home/LMUData/Home"));
    qunsetenv("LMUData");
    QCOMPARE(findDataset("Both").value_or(""), folder() / "home/LMUData/Both.tsv");
}

void TestDataset::manyImages()
{
    std::string text = "index\timage\tquestion\tanswer\n";
    const std::string image = QByteArray(30000, 'x').toBase64().toStdString();
    for (int i = 0; i < 200; ++i)
        text += std::to_string(i) + "\t" + image + "\tq\t['a']\n";
    const auto file = write("Fast.tsv", text);
    const auto data = loadDataset(file);
    QCOMPARE(data.questions.size(), size_t(200));
    for (const auto& question : data.questions)
        QCOMPARE(question.images.at(0)->size(), size_t(30000));
}

QUANTSCOPE_TEST(TestDataset)
#include "tst_dataset.moc"
