// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "files/base64.h"
#include "files/sha256.h"
#include "files/tsv.h"
#include "reference.h"
#include "tasks/dataset.h"
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
    QCOMPARE(first.index, 3);
    QCOMPARE(first.question, std::string("what?"));
    QCOMPARE(first.category, std::string("Doc"));
    QCOMPARE(first.answers, (std::vector<std::string>{"a", "b's"}));
    QCOMPARE(*first.image, bytesOf("\x89PNG\r\n\x1a\n"));
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
    QCOMPARE(dataset.questions[0].image, dataset.questions[1].image);
    QCOMPARE(dataset.questions[2].image, dataset.questions[1].image);
}

void TestDataset::imagePaths()
{
    std::filesystem::create_directories(folder() / "images/Paths/deep");
    writeText(folder() / "beside.png", "one");
    writeText(folder() / "images/Paths/deep/inside.png", "two");
    const auto dataset = loadDataset(write("Paths.tsv",
                                           "index\timage_path\tquestion\tanswer\n"
                                           "1\tbeside.png\tq\ta\n2\tdeep/inside.png\tq\ta\n3\tbeside.png\tq\ta\n"));
    QCOMPARE(*dataset.questions[0].image, bytesOf("one"));
    QCOMPARE(*dataset.questions[1].image, bytesOf("two"));
    QCOMPARE(dataset.questions[2].image, dataset.questions[0].image);
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
    row("('a', 'b')", {"a", "b"});
    row("[1, 2.50, True]", {"1", "2.5", "True"});
    row("'quoted'", {"quoted"});
    row("0.50", {"0.50"});
    row("007", {"007"});
    row("1,000", {"1,000"});
    row("True", {"True"});
    row("two words", {"two words"});
    row("[unclosed", {"[unclosed"});
    row("it's", {"it's"});
    row("[]", {});
    row("", {""});
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
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const std::string& text, const char* part) {
        QTest::newRow(name) << QString::fromStdString(text) << QString(part);
    };
    const std::string header = "index\timage\tquestion\tanswer\n";
    row("empty", "", "header line");
    row("no index", "image\tquestion\tanswer\n", "no column index");
    row("no question", "index\timage\tanswer\n", "no column question");
    row("no answer", "index\timage\tquestion\n", "no column answer");
    row("no image", "index\tquestion\tanswer\n", "neither a column image");
    row("column twice", "index\timage\tquestion\tanswer\timage\n", "column image occurs twice");
    row("index text", header + "x\tIMG\tq\ta\n", "line 2: the column index");
    row("index fraction", header + "1.5\tIMG\tq\ta\n", "column index");
    row("index overflow", header + "99999999999999999999\tIMG\tq\ta\n", "column index");
    row("index twice", header + "1\tIMG\tq\ta\n1\tIMG\tq\ta\n", "line 3, index 1: the index occurs twice");
    row("bad base64", header + "1\tIMG\tq\ta\n5\t/9j*\tq\ta\n",
        "line 3, index 5: the column image is not valid base64");
    row("no image cell", header + "1\t\tq\ta\n", "column image is empty");
    row("short row", header + "1\n", "column image is empty");
    row("long row", header + "1\tIMG\tq\ta\tb\n", "5 cells, 4 are expected");
    row("reference to nothing", header + "1\t9\tq\ta\n", "refers to index 9");
    row("reference to itself", header + "1\t1\tq\ta\n", "refers to index 1");
    row("reference to reference", header + "1\t2\tq\ta\n2\t3\tq\ta\n3\tIMG\tq\ta\n",
        "line 2, index 1: the column image refers to index 2");
    row("open quote", header + "1\tIMG\t\"q\ta\n", "line 2: a quoted cell");
    row("absent path", "index\timage_path\tquestion\tanswer\n1\tno.png\tq\ta\n", "no.png is no file");
    row("path outside", "index\timage_path\tquestion\tanswer\n1\t../x.png\tq\ta\n", "leads out");
    row("absolute path", "index\timage_path\tquestion\tanswer\n1\t/etc/passwd\tq\ta\n", "leads out");
}

void TestDataset::refused()
{
    QFETCH(QString, text);
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
        QCOMPARE(question.image->size(), size_t(30000));
}

QUANTSCOPE_TEST(TestDataset)
#include "tst_dataset.moc"
