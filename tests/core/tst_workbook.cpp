// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>

#include <sys/resource.h>

#include <QTemporaryDir>

#include "base/error.h"
#include "exchange/workbook.h"
#include "exchange/zipreader.h"
#include "testmain.h"
#include "zipfile.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr auto spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const std::string package = "http://schemas.openxmlformats.org/package/2006/relationships";

std::string relation(const std::string& id, const std::string& type, const std::string& target,
                     const std::string& more = {})
{
    return "<Relationship Id='" + id + "' Type='" + office + "/" + type + "' Target='" + target + "' " + more + "/>";
}

std::string relations(const std::string& all)
{
    return "<Relationships xmlns='" + package + "'>" + all + "</Relationships>";
}

std::string sheetXml(const std::string& rows, const std::string& behind = {})
{
    return std::string("<worksheet xmlns='") + spreadsheet + "'><sheetData>" + rows + "</sheetData>" + behind +
        "</worksheet>";
}

// A workbook of one sheet, as small as it may be.
ZipEntries smallBook(const std::string& sheet, const std::string& strings = {})
{
    return {{"_rels/.rels", relations(relation("a", "officeDocument", "xl/workbook.xml"))},
            {"xl/workbook.xml",
             std::string("<workbook xmlns='") + spreadsheet + "' xmlns:r='" + office +
                 "'><sheets><sheet name='One' sheetId='1' r:id='s'/></sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels",
             relations(relation("s", "worksheet", "worksheets/sheet1.xml") +
                       relation("t", "sharedStrings", "/xl/sharedStrings.xml"))},
            {"xl/worksheets/sheet1.xml", sheet},
            {"xl/sharedStrings.xml",
             std::string("<sst xmlns='") + spreadsheet + "'>" + (strings.empty() ? "<si><t>zero</t></si>" : strings) +
                 "</sst>"}};
}

std::string inlineCell(const std::string& place, const std::string& text)
{
    return "<c r='" + place + "' t='inlineStr'><is><t>" + text + "</t></is></c>";
}

QStringList textsOf(const std::vector<SheetRow>& rows)
{
    QStringList texts;
    for (const auto& row : rows)
        for (const auto& cell : row.cells)
            texts << QString("%1,%2=%3").arg(row.number).arg(cell.column).arg(QString::fromStdString(cell.text));
    return texts;
}

}

class TestWorkbook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = std::filesystem::path(m_folder->path().toStdString()) / "book.xlsx";
    }

    void cells_data()
    {
        QTest::addColumn<QString>("rows");
        QTest::addColumn<QString>("behind");
        QTest::addColumn<QStringList>("texts");
        const auto row = [](const char* name, const char* rows, const QStringList& texts, const char* behind = "") {
            QTest::newRow(name) << QString(rows) << QString(behind) << texts;
        };
        row("without places", "<row><c><v>1</v></c><c t='s'><v>0</v></c></row><row><c/><c><v>2</v></c></row>",
            {"1,0=1", "1,1=zero", "2,1=2"});
        row("another order",
            "<row r='3'><c r='C3'><v>1</v></c><c r='A3'><v>2</v></c></row><row r='1'><c r='B1'><v>3</v></c></row>",
            {"1,1=3", "3,0=2", "3,2=1"});
        row("last column", "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>", {"1048576,16383=1"});
        row("numbers",
            "<row><c><v>5.0</v></c><c><v>0.10000000000000001</v></c><c><v>-2E-7</v></c><c><v>12345678901234567890</v></"
            "c></row>",
            {"1,0=5", "1,1=0.1", "1,2=-2e-07", "1,3=12345678901234567890"});
        row("booleans", "<row><c t='b'><v>1</v></c><c t='b'><v>0</v></c></row>", {"1,0=True", "1,1=False"});
        row("dates", "<row><c t='d'><v>2026-11-28T00:00:00</v></c></row>", {"1,0=2026-11-28T00:00:00"});
        row("errors", "<row><c t='e'><v>#N/A</v></c></row>", {"1,0="});
        row("formulas", "<row><c><f>1+2</f><v>3</v></c><c t='str'><f>A1</f><v>x</v></c><c><f>B1</f></c></row>",
            {"1,0=3", "1,1=x", "1,2="});
        row("rich and spoken",
            "<row><c t='inlineStr'><is><r><t>a </t></r><r><rPr><b/></rPr><t xml:space='preserve'>b </t></r>"
            "<rPh sb='0' eb='1'><t>spoken</t></rPh></is></c></row>",
            {"1,0=a b "});
        row("escapes", "<row><c t='inlineStr'><is><t>_x0041__x005F_x0041__xD83D__xDE00__x00zz_</t></is></c></row>",
            {QString::fromUtf8("1,0=A_x0041_😀_x00zz_")});
        row("merged",
            "<row><c r='A1'><v>1</v></c></row><row><c r='A2'/><c r='B2'><v>2</v></c></row><row r='4'><c "
            "r='B4'><v>3</v></c></row>",
            {"1,0=1", "2,0=1", "2,1=2", "4,0=1", "4,1=3"}, "<mergeCells><mergeCell ref='A1:B5'/></mergeCells>");
        row("merged to the end", "<row><c r='A1'><v>1</v></c></row><row><c r='B2'><v>2</v></c></row>",
            {"1,0=1", "2,0=1", "2,1=2"}, "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>");
        row("a prefix", "<x:row xmlns:x='other'><x:c><x:v>1</x:v></x:c></x:row>", {"1,0=1"});
    }

    void cells()
    {
        QFETCH(QString, rows);
        QFETCH(QString, behind);
        QFETCH(QStringList, texts);
        const auto sheets = opened(smallBook(sheetXml(rows.toStdString(), behind.toStdString())));
        QCOMPARE(sheets.size(), size_t(1));
        QCOMPARE(sheets.front().name, std::string("One"));
        QCOMPARE(textsOf(sheets.front().rows), texts);
    }

    void formulasWithoutAResultAreNotKnown()
    {
        const auto sheets = opened(smallBook(sheetXml("<row><c><f>1</f><v>3</v></c><c><f>1</f></c><c><f>1</f><v/></"
                                                      "c><c t='e'><v>#N/A</v></c><c><v>1</v></c></row>")));
        QList<bool> known, formula;
        for (const auto& cell : sheets.front().rows.front().cells) {
            known << cell.isKnown;
            formula << cell.isFormula;
        }
        QCOMPARE(known, QList<bool>({true, false, false, false, true}));
        QCOMPARE(formula, QList<bool>({true, true, true, false, false}));
    }

    // Files that want to harm, or that nothing sound has written: one sentence each.
    void crafted_data()
    {
        QTest::addColumn<QByteArray>("archive");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const ZipEntries& entries, const char* expected) {
            QTest::newRow(name) << QByteArray::fromStdString(zipped(entries)) << QString(expected);
        };
        const auto sheet = [&](const char* name, const std::string& rows, const char* expected,
                               const std::string& behind = {}) {
            row(name, smallBook(sheetXml(rows, behind)), expected);
        };
        row("billion laughs",
            smallBook("<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>" +
                      sheetXml("<row>" + inlineCell("A1", "&b;") + "</row>")),
            "declares a document type");
        row("outer entity",
            smallBook("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" +
                      sheetXml("<row>" + inlineCell("A1", "&a;") + "</row>")),
            "declares a document type");
        auto entries = smallBook(sheetXml(""));
        entries["xl/_rels/workbook.xml.rels"] = relations(relation("s", "worksheet", "../../../../../../etc/passwd"));
        row("path outside", entries, "etc/passwd is missing");
        entries["_rels/.rels"] = relations(relation("a", "officeDocument", "/etc/passwd"));
        row("absolute path", entries, "is no workbook");
        entries["_rels/.rels"] =
            relations(relation("a", "officeDocument", "http://example.org/x", "TargetMode='External'"));
        row("a link", entries, "is no workbook");
        row("any archive", {{"a.txt", "text"}}, "is no workbook");
        row("no sheet part", {{"_rels/.rels", relations(relation("a", "officeDocument", "xl/workbook.xml"))}},
            "is no workbook");
        std::string deep = "<a>";
        for (int i = 0; i < 100; ++i)
            deep += "<a>";
        row("deep", smallBook(deep), "has more than 64 levels of XML");
        row("unfinished", smallBook("<worksheet><sheetData>"), "is not valid XML");
        row("long tag", smallBook("<worksheet a='" + std::string(3 << 20, 'a') + "'/>"),
            "a tag is longer than 1024 KB");
        sheet("long cell", "<row>" + inlineCell("A1", std::string(2 << 20, 'a')) + "</row>",
              "more than 1024 KB of text");
        sheet("shared text that is not there", "<row><c t='s'><v>1</v></c></row>", "names the shared text '1'");
        sheet("shared text below", "<row><c t='s'><v>-1</v></c></row>", "names the shared text '-1'");
        sheet("no such column", "<row><c r='XFE1'><v>1</v></c></row>", "there is no cell 'XFE1'");
        sheet("no such row", "<row r='1048577'/>", "there is no cell 'A1048577'");
        sheet("row zero", "<row><c r='A0'><v>1</v></c></row>", "there is no cell 'A0'");
        sheet("huge row", "<row r='99999999999999999999'/>", "there is no cell");
        sheet("odd merge", "<row><c><v>1</v></c></row>", "there is no cell 'x'",
              "<mergeCells><mergeCell ref='A1:x'/></mergeCells>");
        std::string wide = "<row>", merges = "<mergeCells>";
        for (int i = 0; i < 300; ++i)
            wide += "<c t='s'><v>0</v></c>";
        row("much from little",
            smallBook(sheetXml(wide + "</row>"), "<si><t>" + std::string(1 << 20, 'a') + "</t></si>"),
            "more text than can be read");
        std::string tall;
        for (int i = 0; i < 3000; ++i)
            tall += "<row><c><v>1</v></c></row>";
        for (int i = 0; i < 1000; ++i)
            merges += "<mergeCell ref='A1:A1048576'/>";
        sheet("merged again and again", tall, "has more than 2000000 cells", merges + "</mergeCells>");
        QTest::newRow("cut off") << QByteArray::fromStdString(zipped(smallBook(sheetXml("")))).chopped(30)
                                 << "is no ZIP archive";
    }

    void crafted()
    {
        QFETCH(QByteArray, archive);
        QFETCH(QString, expected);
        const auto said = refusal(archive.toStdString());
        QVERIFY2(said.contains(expected), qPrintable(said));
        QVERIFY(said.contains("book.xlsx"));
        QVERIFY(said.size() < 1000);
    }

    // 260 MB of blanks in less than half a megabyte.
    void bombsAreNotUnpacked()
    {
        const auto archive = zipped(smallBook(sheetXml("") + std::string(size_t(260) << 20, ' ')));
        QVERIFY(archive.size() < size_t(1) << 20);
        rusage before = {}, after = {};
        ::getrusage(RUSAGE_SELF, &before);
        const auto said = refusal(archive);
        ::getrusage(RUSAGE_SELF, &after);
        QVERIFY2(said.contains("sheet1.xml unpacks to more than 256 MB"), qPrintable(said));
        QVERIFY(after.ru_maxrss - before.ru_maxrss < 64 << 10); // KB
    }

    void limitsOfArchivesHold()
    {
        std::ofstream(m_file, std::ios::binary) << zipped({{"a", std::string(600, 'a')}, {"B", "b"}});
        const auto read = [&](const ZipLimits& limits, int times) {
            ZipReader reader(m_file, limits);
            std::string all;
            for (int i = 0; i < times; ++i)
                reader.read("a", [&](std::string_view piece) { all += piece; });
            return all.size();
        };
        QCOMPARE(read({1 << 20, 1200, 2}, 2), size_t(1200));
        QVERIFY_EXCEPTION_THROWN(read({1 << 20, 1200, 2}, 3), Error); // together
        QVERIFY_EXCEPTION_THROWN(read({1 << 20, 1200, 1}, 0), Error);
        QVERIFY_EXCEPTION_THROWN(read({100, 1200, 2}, 0), Error);
        QVERIFY(ZipReader(m_file).has("b"));
        QVERIFY(!ZipReader(m_file).has("c"));
    }

private:
    std::vector<Sheet> opened(const ZipEntries& entries)
    {
        std::ofstream(m_file, std::ios::binary) << zipped(entries);
        return readWorkbook(m_file);
    }

    QString refusal(const std::string& archive)
    {
        std::ofstream(m_file, std::ios::binary) << archive;
        try {
            readWorkbook(m_file);
        } catch (const Error& problem) {
            return problem.what();
        }
        return {};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_file;
};

QUANTSCOPE_TEST(TestWorkbook)
#include "tst_workbook.moc"
