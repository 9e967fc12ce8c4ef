// SPDX-License-Identifier: GPL-3.0-or-later

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/tensor.h>

#include "base/error.h"
#include "files/safetensors.h"
#include "reference.h"
#include "testmain.h"

using namespace quantscope;

namespace {

std::string fileBytes(const std::string& header, const std::string& data)
{
    std::string bytes;
    for (int i = 0; i < 8; ++i)
        bytes += static_cast<char>(header.size() >> (8 * i));
    return bytes + header + data;
}

void writeBytes(const std::filesystem::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary) << bytes;
}

std::string readBytes(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}

class TestSafeTensors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip();
    void emptyAndScalar();
    void misalignedData();
    void viewOutlivesFile();
    void unknownName();
    void typesThatAreNotRead();
    void floatingPointOf8Bits();
    void noMetadata();
    void refused_data();
    void refused();
    void randomDamage();
    void savingIsAtomic();
    void savingRefuses();

private:
    std::filesystem::path file(const std::string& name) const
    {
        return std::filesystem::path(m_dir.path().toStdString()) / name;
    }

    QTemporaryDir m_dir;
};

void TestSafeTensors::roundTrip()
{
    const std::vector<at::ScalarType> types = {at::kDouble, at::kFloat, at::kHalf, at::kBFloat16, at::kLong,
                                               at::kInt,    at::kShort, at::kChar, at::kByte,     at::kBool};
    std::vector<std::pair<std::string, at::Tensor>> tensors;
    for (const auto type : types)
        tensors.emplace_back(std::string("t.") + c10::toString(type),
                             (at::arange(15) * 3 % 7).reshape({3, 5}).to(type));
    tensors.emplace_back("transposed", at::arange(12, at::kFloat).reshape({3, 4}).t());
    const std::map<std::string, std::string> metadata = {{"format", "pt"}, {"größe", "line\n\"quoted\""}};
    saveSafeTensors(file("all.safetensors"), tensors, metadata);

    const auto read = SafeTensors::open(file("all.safetensors"));
    QCOMPARE(read.metadata(), metadata);
    QCOMPARE(read.names().size(), tensors.size());
    for (const auto& [name, tensor] : tensors) {
        QVERIFY(read.contains(name));
        QCOMPARE(read.dtype(name), tensor.scalar_type());
        QCOMPARE(read.shape(name), tensor.sizes().vec());
        QCOMPARE(read.tensor(name).scalar_type(), tensor.scalar_type());
        QVERIFY2(at::equal(read.tensor(name), tensor), name.c_str());
    }
    // Wider dtypes come first, which aligns all data.
    QCOMPARE(read.names().front(), std::string("t.Double"));
    QCOMPARE(read.names().back(), std::string("t.Bool"));
}

void TestSafeTensors::emptyAndScalar()
{
    saveSafeTensors(file("odd.safetensors"), {{"empty", at::empty({0, 3})}, {"scalar", at::scalar_tensor(2.5)}});
    const auto read = SafeTensors::open(file("odd.safetensors"));
    QCOMPARE(read.tensor("empty").sizes(), at::IntArrayRef({0, 3}));
    QCOMPARE(read.tensor("scalar").dim(), 0);
    QCOMPARE(read.tensor("scalar").item<double>(), 2.5);
    writeBytes(file("none.safetensors"), fileBytes("{}", ""));
    QVERIFY(SafeTensors::open(file("none.safetensors")).names().empty());
}

void TestSafeTensors::misalignedData()
{
    const float values[2] = {1.5f, -2.0f};
    std::string data = "x";
    data.append(reinterpret_cast<const char*>(values), sizeof values);
    writeBytes(file("odd.safetensors"),
               fileBytes(R"({"b":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                         R"("a":{"dtype":"F32","shape":[2],"data_offsets":[1,9]}})",
                         data));
    const auto read = SafeTensors::open(file("odd.safetensors"));
    QCOMPARE(read.names(), (std::vector<std::string>{"b", "a"}));
    QVERIFY(at::equal(read.tensor("a"), at::tensor({1.5f, -2.0f})));
    QCOMPARE(reinterpret_cast<uintptr_t>(read.tensor("a").data_ptr()) % 4, uintptr_t(0));
}

void TestSafeTensors::viewOutlivesFile()
{
    at::Tensor view;
    {
        saveSafeTensors(file("view.safetensors"), {{"x", at::arange(1000)}});
        const auto read = SafeTensors::open(file("view.safetensors"));
        view = read.tensor("x");
        QCOMPARE(view.data_ptr(), read.tensor("x").data_ptr());
    }
    std::filesystem::remove(file("view.safetensors"));
    QVERIFY(at::equal(view, at::arange(1000)));
}

void TestSafeTensors::unknownName()
{
    saveSafeTensors(file("one.safetensors"), {{"x", at::ones(2)}});
    const auto read = SafeTensors::open(file("one.safetensors"));
    QVERIFY(!read.contains("y"));
    QVERIFY_THROWS_EXCEPTION(Error, read.tensor("y"));
    QVERIFY_THROWS_EXCEPTION(Error, read.shape("y"));
    QVERIFY_THROWS_EXCEPTION(Error, read.dtype("y"));
}

void TestSafeTensors::typesThatAreNotRead()
{
    writeBytes(file("types.safetensors"),
               fileBytes(R"({"a":{"dtype":"U16","shape":[2],"data_offsets":[0,4]},)"
                         R"("b":{"dtype":"F4","shape":[3],"data_offsets":[4,6]},)"
                         R"("c":{"dtype":"U8","shape":[2],"data_offsets":[6,8]}})",
                         "12345678"));
    const auto read = SafeTensors::open(file("types.safetensors"));
    QCOMPARE(read.names(), (std::vector<std::string>{"a", "b", "c"}));
    QCOMPARE(read.shape("b"), std::vector<int64_t>{3});
    QVERIFY(at::equal(read.tensor("c"), at::tensor({55, 56}, at::kByte)));
    QVERIFY(read.isMapped("c") && !read.isMapped("a"));
    try {
        read.tensor("a");
        QFAIL("a dtype that is not read was read");
    } catch (const Error& error) {
        QCOMPARE(std::string(error.what()),
                 file("types.safetensors").string() + ": tensor a has the dtype U16, which is not read here");
    }
    QVERIFY_THROWS_EXCEPTION(Error, read.dtype("b"));
}

// All 256 values of both types as ml_dtypes reads them.
void TestSafeTensors::floatingPointOf8Bits()
{
    std::string all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    writeBytes(file("fp8.safetensors"),
               fileBytes(R"({"F8_E4M3":{"dtype":"F8_E4M3","shape":[16,16],"data_offsets":[0,256]},)"
                         R"("F8_E5M2":{"dtype":"F8_E5M2","shape":[256],"data_offsets":[256,512]}})",
                         all + all));
    const auto read = SafeTensors::open(file("fp8.safetensors"));
    const auto expected = test::readJson(std::filesystem::path(QUANTSCOPE_SOURCE_DIR) / "tests/data/fp8.json");
    for (const char* type : {"F8_E4M3", "F8_E5M2"}) {
        QCOMPARE(read.dtype(type), at::kBFloat16);
        QVERIFY(!read.isMapped(type));
        const auto values = read.tensor(type).flatten();
        QCOMPARE(values.scalar_type(), at::kBFloat16);
        for (int byte = 0; byte < 256; ++byte) {
            const auto& wanted = expected.at(type).at(size_t(byte));
            const float value = values[byte].item<float>();
            if (wanted == "nan")
                QVERIFY2(std::isnan(value), qPrintable(QString("%1: %2").arg(type).arg(byte)));
            else if (wanted.is_string())
                QCOMPARE(value, wanted == "inf" ? HUGE_VALF : -HUGE_VALF);
            else
                QCOMPARE(value, wanted.get<float>());
        }
    }
}

void TestSafeTensors::noMetadata()
{
    writeBytes(file("null.safetensors"), fileBytes(R"({"__metadata__":null})", ""));
    QVERIFY(SafeTensors::open(file("null.safetensors")).metadata().empty());
}

void TestSafeTensors::refused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("part"); // of the sentence
    const auto row = [](const char* name, const std::string& bytes, const char* part) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString(part);
    };
    const auto entry = [](const std::string& fields) { return fileBytes(R"({"x":{)" + fields + "}}", "12345678"); };
    row("empty", "", "is empty");
    row("seven bytes", "1234567", "truncated");
    row("header length only", std::string("\x10\0\0\0\0\0\0\0", 8), "truncated");
    row("huge header", std::string("\xff\xff\xff\xff\xff\xff\xff\xff{}", 10), "100 MB");
    row("header above limit", std::string("\1\xe1\xf5\5\0\0\0\0{}", 10), "100 MB");
    row("bad JSON", fileBytes("{\"x\":", ""), "not valid JSON");
    row("bad UTF-8", fileBytes("{\"\xff\":1}", ""), "not valid JSON");
    row("number too large", fileBytes("{\"x\":1e999}", ""), "header");
    row("array", fileBytes("[]", ""), "an object is expected");
    row("entry no object", fileBytes(R"({"x":3})", ""), "tensor x");
    row("no dtype", entry(R"("shape":[2],"data_offsets":[0,8])"), "no field dtype");
    row("dtype number", entry(R"("dtype":5,"shape":[8],"data_offsets":[0,8])"), "no usable dtype");
    row("unknown dtype behind the end", entry(R"("dtype":"U16","shape":[9],"data_offsets":[0,18])"), "bytes 0 to 18");
    row("8 bits too short", entry(R"("dtype":"F8_E5M2","shape":[9],"data_offsets":[0,8])"), "need 9");
    row("deep", fileBytes("{\"x\":" + std::string(300, '[') + std::string(300, ']') + "}", ""), "more than 200");
    row("no shape", entry(R"("dtype":"F32","data_offsets":[0,8])"), "no field shape");
    row("negative size", entry(R"("dtype":"F32","shape":[-2],"data_offsets":[0,8])"), "non-negative");
    row("fraction", entry(R"("dtype":"F32","shape":[2.0],"data_offsets":[0,8])"), "non-negative");
    row("size above 2^63", entry(R"("dtype":"U8","shape":[9223372036854775808],"data_offsets":[0,8])"), "2^63");
    row("product overflow", entry(R"("dtype":"F32","shape":[4294967296,4294967296,2],"data_offsets":[0,8])"), "2^64");
    row("no offsets", entry(R"("dtype":"F32","shape":[2])"), "no field data_offsets");
    row("three offsets", entry(R"("dtype":"F32","shape":[2],"data_offsets":[0,4,8])"), "data_offsets");
    row("reversed offsets", entry(R"("dtype":"F32","shape":[2],"data_offsets":[8,0])"), "bytes 8 to 0");
    row("offsets behind the end", entry(R"("dtype":"F32","shape":[2],"data_offsets":[4,12])"), "bytes 4 to 12");
    row("offset overflow",
        entry(R"("dtype":"F32","shape":[2],"data_offsets":[18446744073709551608,18446744073709551615])"), "of 8 bytes");
    row("wrong length", entry(R"("dtype":"F32","shape":[3],"data_offsets":[0,8])"), "need 12");
    row("wrong dtype for length", entry(R"("dtype":"F64","shape":[2],"data_offsets":[0,8])"), "need 16");
    row("overlap",
        fileBytes(
            R"({"x":{"dtype":"U8","shape":[5],"data_offsets":[0,5]},"y":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})",
            "12345678"),
        "overlaps");
    row("same bytes",
        fileBytes(
            R"({"x":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"y":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}})",
            "12345678"),
        "overlaps");
    row("duplicate",
        fileBytes(
            R"({"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"x":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
            "12"),
        "twice");
    row("metadata no object", fileBytes(R"({"__metadata__":[]})", ""), "__metadata__");
    row("metadata number", fileBytes(R"({"__metadata__":{"a":1}})", ""), "__metadata__");
    row("truncated data", fileBytes(R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", "1234"), "of 4 bytes");
}

void TestSafeTensors::refused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, part);
    writeBytes(file("bad.safetensors"), bytes.toStdString());
    try {
        SafeTensors::open(file("bad.safetensors"));
        QFAIL("the file was accepted");
    } catch (const Error& error) {
        const auto sentence = QString::fromStdString(error.what());
        QVERIFY2(sentence.contains("bad.safetensors"), error.what());
        QVERIFY2(sentence.contains(part), error.what());
    }
}

void TestSafeTensors::randomDamage()
{
    saveSafeTensors(file("good.safetensors"), {{"a", at::arange(20, at::kFloat)}, {"b", at::arange(6)}}, {{"k", "v"}});
    const auto bytes = readBytes(file("good.safetensors"));
    std::mt19937 random(7);
    int refusedFiles = 0;
    for (int i = 0; i < 500; ++i) {
        auto changed = bytes;
        changed[random() % std::min<size_t>(bytes.size(), 200)] = static_cast<char>(random());
        writeBytes(file("changed.safetensors"), changed);
        try {
            const auto read = SafeTensors::open(file("changed.safetensors"));
            for (const auto& name : read.names())
                QVERIFY(read.tensor(name).sum().defined());
        } catch (const Error&) {
            ++refusedFiles;
        }
    }
    QVERIFY(refusedFiles > 100);
    QVERIFY_THROWS_EXCEPTION(Error, SafeTensors::open(file("absent.safetensors")));
    QVERIFY_THROWS_EXCEPTION(Error, SafeTensors::open(file("")));
}

void TestSafeTensors::savingIsAtomic()
{
    const auto target = file("kept.safetensors");
    saveSafeTensors(target, {{"x", at::ones(2)}});
    QVERIFY_THROWS_EXCEPTION(Error, saveSafeTensors(target, {{"y", at::ones(2)}, {"y", at::ones(2)}}));
    QVERIFY(SafeTensors::open(target).contains("x"));
    saveSafeTensors(target, {{"z", at::ones(3)}});
    QVERIFY(SafeTensors::open(target).contains("z"));
    for (const auto& entry : std::filesystem::directory_iterator(target.parent_path()))
        QVERIFY2(entry.path().string().find(".tmp-") == std::string::npos, entry.path().c_str());
}

void TestSafeTensors::savingRefuses()
{
    QVERIFY_THROWS_EXCEPTION(Error, saveSafeTensors(file("no/such/folder.safetensors"), {{"x", at::ones(2)}}));
    QVERIFY_THROWS_EXCEPTION(Error, saveSafeTensors(file("bad.safetensors"), {{"__metadata__", at::ones(2)}}));
    QVERIFY_THROWS_EXCEPTION(Error, saveSafeTensors(file("bad.safetensors"), {{"\xff", at::ones(2)}}));
    QVERIFY_THROWS_EXCEPTION(Error, saveSafeTensors(file("bad.safetensors"), {{"x", at::ones(2, at::kComplexFloat)}}));
    QVERIFY_THROWS_EXCEPTION(Error, saveSafeTensors(file("bad.safetensors"), {{"x", at::Tensor()}}));
    // A folder cannot be replaced by a file: the temporary file must not stay either.
    std::filesystem::create_directory(file("folder"));
    QVERIFY_THROWS_EXCEPTION(Error, saveSafeTensors(file("folder"), {{"x", at::ones(2)}}));
    for (const auto& entry : std::filesystem::directory_iterator(file("")))
        QVERIFY2(entry.path().string().find(".tmp-") == std::string::npos, entry.path().c_str());
}

QUANTSCOPE_TEST(TestSafeTensors)
#include "tst_safetensors.moc"
