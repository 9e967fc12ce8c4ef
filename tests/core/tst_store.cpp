// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/scalar_tensor.h>

#include "base/error.h"
#include "cache/memorycache.h"
#include "cache/store.h"
#include "files/checksum.h"
#include "files/contenthash.h"
#include "files/sha256.h"
#include "testmain.h"

using namespace quantscope;

namespace {

namespace fs = std::filesystem;

constexpr int64_t mebibyte = int64_t(1) << 20;
constexpr auto staleAge = std::chrono::minutes(61);

// Of a file that has only just been written, as if it had lain for long.
std::string settledHash(const fs::path& file, const fs::path& index)
{
    QTest::qSleep(20); // longer than the clock of a file system's times ticks
    return contentHash(file, index, {}, std::chrono::milliseconds(10));
}

std::string bytesOf(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void putBytes(const fs::path& file, const std::string& bytes)
{
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
}

void setAge(const fs::path& file, std::chrono::seconds age)
{
    fs::last_write_time(file, fs::file_time_type::clock::now() - age);
}

bool sameBits(const at::Tensor& a, const at::Tensor& b)
{
    if (a.scalar_type() != b.scalar_type() || a.sizes() != b.sizes())
        return false;
    const auto x = a.contiguous(), y = b.contiguous();
    return x.numel() == 0 ||
        std::memcmp(x.data_ptr(), y.data_ptr(), static_cast<size_t>(x.numel()) * x.element_size()) == 0;
}

// Safe after fork(): no parallel kernels.
Entry filledEntry(int64_t bytes, uint8_t value)
{
    Entry entry;
    entry.meta = {{"value", value}};
    auto tensor = at::empty({bytes}, at::kByte);
    std::memset(tensor.data_ptr(), value, static_cast<size_t>(bytes));
    entry.tensors["bytes"] = tensor;
    return entry;
}

bool isFilled(const Entry& entry)
{
    const auto& tensor = entry.tensors.at("bytes");
    const auto* bytes = tensor.data_ptr<uint8_t>();
    const auto value = entry.meta.at("value").get<uint8_t>();
    return std::all_of(bytes, bytes + tensor.numel(), [value](uint8_t b) { return b == value; });
}

std::string keyOf(int number)
{
    return cacheKey("weights", 1, std::to_string(number));
}

// The exit status of `body` in a child process; -1 when it was killed.
template <class Body> int inChild(const Body& body)
{
    const auto child = ::fork();
    if (child == 0) {
        int code = 99;
        try {
            code = body();
        } catch (const std::exception& error) {
            std::fprintf(stderr, "child: %s\n", error.what());
        }
        ::_exit(code);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}

class TestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void keys();
    void checksumVectors();
    void roundTrip();
    void tensorsOutliveFile();
    void refusesWhatCannotBeKept();
    void damaged_data();
    void damaged();
    void entryOfAnotherKeyOrStage();
    void everyFlippedByteIsNoticed();
    void leastRecentlyUsedGoFirst();
    void largerThanTheCache();
    void staleTemporaries();
    void trimmingIsLeftToTheOther();
    void noRoot();
    void twoProcesses();
    void severalThreads();
    void killedWhileWriting();
    void fullDisk();
    void fileSizeLimit();
    void unwritableRoot();
    void unreadableEntry();
    void clearLeavesForeignFiles();
    void listAndVerify();
    void verifyCanBeCancelled();
    void defaultRoot();
    void contentHashRemembers();
    void contentHashBrokenIndex();
    void contentHashRefuses();
    void memoryBudget();
    void memoryTypes();
    void memoryThreads();

private:
    Store store(int64_t limit = 64 * mebibyte)
    {
        return Store({root(), limit}, [this](const std::string& sentence) { m_sentences.push_back(sentence); });
    }
    fs::path root() const
    {
        return fs::path(m_dir->path().toStdString()) / "cache";
    }
    fs::path fileOf(const std::string& key) const
    {
        return entryPath(root(), key);
    }
    int temporaries() const
    {
        const auto files = listCacheFiles(root());
        return static_cast<int>(std::count_if(files.begin(), files.end(), [](const auto& f) { return f.temporary; }));
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::vector<std::string> m_sentences;
};

void TestStore::initTestCase()
{
    // Children made by fork() have no worker threads.
    at::set_num_threads(1);
}

void TestStore::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_sentences.clear();
}

void TestStore::cleanup()
{
    m_dir.reset();
}

void TestStore::keys()
{
    const auto key = cacheKey("weights", 1, "text");
    QVERIFY(isCacheKey(key));
    QCOMPARE(key, cacheKey("weights", 1, "text"));
    const std::set<std::string> all = {key,
                                       cacheKey("weight", 1, "text"),
                                       cacheKey("weights", 2, "text"),
                                       cacheKey("weights", 1, "text "),
                                       cacheKey("weights 1", 1, "text"),
                                       cacheKey("weights", 11, "text"),
                                       cacheKey("weights", 1, "1\ntext"),
                                       cacheKey("", 1, "")};
    QCOMPARE(all.size(), size_t(8));
    QVERIFY(!isCacheKey(""));
    QVERIFY(!isCacheKey(key + "0"));
    QVERIFY(!isCacheKey("../" + key.substr(3)));
    QVERIFY(!isCacheKey("A" + key.substr(1)));
}

void TestStore::checksumVectors()
{
    const auto of = [](const std::string& text) {
        Checksum checksum;
        checksum.add(text.data(), text.size());
        return checksum.value();
    };
    QCOMPARE(of(""), uint64_t(0xef46db3751d8e999));
    QCOMPARE(of("a"), uint64_t(0xd24ec4f1a98c6e5b));
    QCOMPARE(of("abc"), uint64_t(0x44bc2cf5ad770999));
    QCOMPARE(of("Nobody inspects the spammish repetition"), uint64_t(0xfbcea83c8a378bf1));
    // In pieces of any size.
    std::mt19937 random(1);
    std::string text(1000, '\0');
    for (auto& c : text)
        c = static_cast<char>(random());
    for (int round = 0; round < 50; ++round) {
        Checksum checksum;
        for (size_t at = 0; at < text.size();) {
            const auto size = std::min<size_t>(random() % 70, text.size() - at);
            checksum.add(text.data() + at, size);
            at += size;
        }
        QCOMPARE(checksum.value(), of(text));
    }
}

void TestStore::roundTrip()
{
    at::manual_seed(3);
    Entry entry;
    entry.meta = {{"sqnr", 31.25}, {"third", 1.0 / 3}, {"name", "größe"}, {"layers", {1, nullptr, true, -7}}};
    for (const auto type : {at::kFloat, at::kHalf, at::kBFloat16, at::kDouble})
        entry.tensors[c10::toString(type)] = at::randn({3, 5, 7}).to(type);
    for (const auto type : {at::kChar, at::kShort, at::kInt, at::kLong, at::kByte, at::kBool})
        entry.tensors[c10::toString(type)] = at::randint(0, 127, {11, 3}).to(type);
    const float odd[] = {NAN, -0.0f, INFINITY, 1e-45f};
    entry.tensors["odd values"] = at::from_blob(const_cast<float*>(odd), {4}).clone();
    entry.tensors["scalar"] = at::scalar_tensor(2.5);
    entry.tensors["empty"] = at::empty({0, 3});
    entry.tensors["transposed"] = at::randn({4, 6}).t();
    entry.tensors["strided"] = at::randn({8, 8}).slice(1, 1, 8, 3);

    auto first = store();
    QVERIFY(!first.load("weights", keyOf(0)));
    first.save("weights", keyOf(0), entry);
    first.save("weights", keyOf(1), {});
    auto second = store();
    const auto loaded = second.load("weights", keyOf(0));
    QVERIFY(loaded);
    QCOMPARE(loaded->meta, entry.meta);
    QCOMPARE(loaded->tensors.size(), entry.tensors.size());
    for (const auto& [name, tensor] : entry.tensors)
        QVERIFY2(sameBits(loaded->tensors.at(name), tensor), name.c_str());
    const auto empty = second.load("weights", keyOf(1));
    QVERIFY(empty && empty->tensors.empty());
    QCOMPARE(empty->meta, nlohmann::json::object());
    QVERIFY(m_sentences.empty());
    QCOMPARE(temporaries(), 0);

    QCOMPARE(first.statistics().misses, 1);
    QCOMPARE(first.statistics().saved, 2);
    QCOMPARE(second.statistics().correct, 2);
    QCOMPARE(second.statistics().bytesRead, first.statistics().bytesWritten);
    QVERIFY(first.statistics().saveSeconds > 0 && second.statistics().loadSeconds > 0);
    // A later result replaces an earlier one.
    first.save("weights", keyOf(0), filledEntry(10, 4));
    QCOMPARE(second.load("weights", keyOf(0))->meta.at("value"), 4);
}

void TestStore::tensorsOutliveFile()
{
    std::optional<Entry> loaded;
    {
        auto cache = store();
        cache.save("weights", keyOf(0), filledEntry(mebibyte, 9));
        loaded = cache.load("weights", keyOf(0));
        cache.save("weights", keyOf(0), filledEntry(mebibyte, 8));
        cache.clear();
    }
    QVERIFY(!fs::exists(fileOf(keyOf(0))));
    QVERIFY(isFilled(*loaded));
    QCOMPARE(loaded->meta.at("value"), 9);
}

void TestStore::refusesWhatCannotBeKept()
{
    auto cache = store();
    const auto key = keyOf(0);
    QVERIFY_THROWS_EXCEPTION(Error, cache.load("weights", "../../etc"));
    QVERIFY_THROWS_EXCEPTION(Error, cache.save("weights", key.substr(1), {}));
    QVERIFY_THROWS_EXCEPTION(Error, cache.save("", key, {}));
    QVERIFY_THROWS_EXCEPTION(Error, cache.save("wei\nghts", key, {}));
    QVERIFY_THROWS_EXCEPTION(Error, cache.load(std::string(65, 'a'), key));
    cache.save(std::string(64, 'a'), key, {});
    QCOMPARE(cache.list().at(0).stage, std::string(64, 'a'));
    cache.clear();
    QVERIFY(m_sentences.empty());

    cache.save("weights", key, {{{"sqnr", INFINITY}}, {}});
    cache.save("weights", key, {{{"name", "\xff"}}, {}});
    cache.save("weights", key, {{}, {{"complex", at::ones(2, at::kComplexFloat)}}});
    cache.save("weights", key, {{}, {{"none", at::Tensor()}}});
    cache.save("weights", key, {{}, {{"none", at::Tensor()}}});
    QCOMPARE(m_sentences.size(), size_t(4));
    QVERIFY(m_sentences[0].find("infinite") != std::string::npos);
    QVERIFY(m_sentences[3].find("none has no data") != std::string::npos);
    QVERIFY(cache.list().empty());
    QCOMPARE(cache.statistics().saved, 1);
}

void TestStore::damaged_data()
{
    QTest::addColumn<int>("position"); // of the byte to change; negative: from the end
    QTest::addColumn<int>("newSize"); // -1: the old one
    QTest::addColumn<QString>("part"); // of the sentence
    QTest::newRow("magic") << 0 << -1 << "QSCACHE1";
    QTest::newRow("version") << 7 << -1 << "QSCACHE1";
    QTest::newRow("checksum") << 8 << -1 << "checksum";
    QTest::newRow("payload size") << 16 << -1 << "bytes after its header";
    QTest::newRow("huge payload size") << 23 << -1 << "bytes after its header";
    QTest::newRow("stage") << 24 << -1 << "checksum";
    QTest::newRow("stage's padding") << 87 << -1 << "checksum";
    QTest::newRow("key") << 88 << -1 << "checksum";
    QTest::newRow("reserved") << 120 << -1 << "checksum";
    QTest::newRow("tensors' header length") << 128 << -1 << "checksum";
    QTest::newRow("JSON") << 150 << -1 << "checksum";
    QTest::newRow("last byte") << -1 << -1 << "checksum";
    QTest::newRow("empty") << 0 << 0 << "truncated";
    QTest::newRow("half a header") << 0 << 64 << "truncated";
    QTest::newRow("header only") << 200 << 128 << "bytes after its header";
    QTest::newRow("truncated") << 5000 << 5000 << "bytes after its header";
    QTest::newRow("appended") << 100'000 << 100'000 << "bytes after its header";
}

void TestStore::damaged()
{
    QFETCH(int, position);
    QFETCH(int, newSize);
    QFETCH(QString, part);
    auto cache = store();
    const auto file = fileOf(keyOf(0));
    for (const bool verified : {false, true}) {
        m_sentences.clear();
        cache.save("weights", keyOf(0), filledEntry(20'000, 5));
        QVERIFY(m_sentences.empty());
        auto bytes = bytesOf(file);
        if (newSize < 0)
            bytes[position < 0 ? bytes.size() - 1 : static_cast<size_t>(position)] ^= 0x20;
        else
            bytes.resize(static_cast<size_t>(newSize));
        putBytes(file, bytes);
        if (verified) {
            const auto report = cache.verify();
            QCOMPARE(report.damaged, 1);
            QCOMPARE(report.good, 0);
        } else {
            QVERIFY(!cache.load("weights", keyOf(0)));
        }
        QVERIFY(!fs::exists(file));
        QCOMPARE(m_sentences.size(), size_t(1));
        const auto sentence = QString::fromStdString(m_sentences[0]);
        QVERIFY2(sentence.contains(part) && sentence.startsWith(QString::fromStdString(file.string())),
                 m_sentences[0].c_str());
    }
    QCOMPARE(cache.statistics().misses, 1);
}

void TestStore::entryOfAnotherKeyOrStage()
{
    auto cache = store();
    cache.save("weights", keyOf(0), filledEntry(100, 1));
    putBytes(fileOf(keyOf(1)), bytesOf(fileOf(keyOf(0))));
    QVERIFY(!cache.load("weights", keyOf(1)));
    QVERIFY(m_sentences.at(0).find("another key") != std::string::npos);
    QVERIFY(!cache.load("errors", keyOf(0)));
    QVERIFY(m_sentences.at(1).find("'weights', not of 'errors'") != std::string::npos);
    QVERIFY(cache.list().empty());
}

void TestStore::everyFlippedByteIsNoticed()
{
    auto cache = store();
    Entry entry = filledEntry(64, 7);
    entry.tensors["floats"] = at::arange(20, at::kFloat);
    cache.save("weights", keyOf(0), entry);
    const auto good = bytesOf(fileOf(keyOf(0)));
    std::mt19937 random(5);
    for (size_t i = 0; i < good.size(); ++i) {
        auto bytes = good;
        bytes[i] = static_cast<char>(bytes[i] ^ (1 + random() % 255));
        putBytes(fileOf(keyOf(0)), bytes);
        QVERIFY(!cache.load("weights", keyOf(0)));
        QVERIFY(!fs::exists(fileOf(keyOf(0))));
    }
    // A right checksum over a payload that is none: whatever wrote it, it counts as damaged.
    for (const std::string payload :
         {"", "short", "\xff\xff\xff\xff\xff\xff\xff\x7f{}", "\x02\0\0\0\0\0\0\0[]", "\x02\0\0\0\0\0\0\0{}"}) {
        auto bytes = good.substr(0, 128) + payload;
        const uint64_t size = payload.size();
        std::memcpy(bytes.data() + 16, &size, 8);
        Checksum checksum;
        checksum.add(bytes.data() + 16, bytes.size() - 16);
        const auto value = checksum.value();
        std::memcpy(bytes.data() + 8, &value, 8);
        putBytes(fileOf(keyOf(0)), bytes);
        QVERIFY(!cache.load("weights", keyOf(0)));
        QVERIFY(!fs::exists(fileOf(keyOf(0))));
    }
    QCOMPARE(m_sentences.size(), good.size() + 5);
    putBytes(fileOf(keyOf(0)), good);
    QVERIFY(cache.load("weights", keyOf(0)));
}

void TestStore::leastRecentlyUsedGoFirst()
{
    auto cache = store(10 * mebibyte);
    for (int i = 0; i < 9; ++i) {
        cache.save("weights", keyOf(i), filledEntry(mebibyte, 1));
        setAge(fileOf(keyOf(i)), std::chrono::seconds(1000 - i));
    }
    QCOMPARE(cache.list().size(), size_t(9));
    QCOMPARE(cache.list().front().key, keyOf(8));
    // Reading makes the oldest the newest.
    QVERIFY(cache.load("weights", keyOf(0)));
    QCOMPARE(cache.list().front().key, keyOf(0));
    // Ten entries with their headers exceed the limit; 90 % of it holds eight.
    cache.save("weights", keyOf(9), filledEntry(mebibyte, 1));
    std::set<std::string> kept, expected;
    for (const auto& entry : cache.list())
        kept.insert(entry.key);
    for (const int i : {0, 3, 4, 5, 6, 7, 8, 9})
        expected.insert(keyOf(i));
    QCOMPARE(kept, expected);
    QVERIFY(cache.load("weights", keyOf(0)));
    QVERIFY(!cache.load("weights", keyOf(1)));
    QVERIFY(m_sentences.empty());
    // A smaller limit at the next start.
    auto smaller = store(3 * mebibyte);
    QVERIFY(smaller.trim() > 5 * mebibyte);
    QCOMPARE(smaller.list().size(), size_t(2));
    QCOMPARE(smaller.trim(), 0);
}

void TestStore::largerThanTheCache()
{
    auto cache = store(mebibyte);
    cache.save("weights", keyOf(0), filledEntry(1000, 1));
    for (int i = 1; i < 3; ++i)
        cache.save("weights", keyOf(i), filledEntry(mebibyte, 1));
    QCOMPARE(cache.list().size(), size_t(1));
    QCOMPARE(m_sentences.size(), size_t(1));
    QVERIFY2(m_sentences[0].find("weights is too large to keep: it has 2 MB") != std::string::npos,
             m_sentences[0].c_str());
}

void TestStore::staleTemporaries()
{
    auto cache = store();
    cache.save("weights", keyOf(0), filledEntry(1000, 1));
    const auto old = fileOf(keyOf(0)).string() + ".tmp-123-0", fresh = fileOf(keyOf(0)).string() + ".tmp-124-0";
    const auto foreign = fileOf(keyOf(0)).string() + ".tmp-mine";
    for (const auto& file : {old, fresh, foreign})
        putBytes(file, "half");
    setAge(old, staleAge);
    setAge(foreign, staleAge);
    QCOMPARE(cache.trim(), 4);
    QVERIFY(!fs::exists(old));
    QVERIFY(fs::exists(fresh) && fs::exists(foreign));
    QVERIFY(cache.load("weights", keyOf(0)));
    // A later save removes them too.
    setAge(fresh, staleAge);
    cache.save("weights", keyOf(1), filledEntry(1000, 1));
    QVERIFY(!fs::exists(fresh) && fs::exists(foreign));
}

void TestStore::trimmingIsLeftToTheOther()
{
    auto cache = store();
    cache.save("weights", keyOf(0), filledEntry(mebibyte, 1));
    auto smaller = store(1000);
    {
        const FolderLock lock(root());
        QVERIFY(lock.held());
        QCOMPARE(inChild([&] { return FolderLock(root()).held() ? 1 : 0; }), 0);
        QCOMPARE(smaller.trim(), 0);
        QVERIFY(cache.load("weights", keyOf(0)));
    }
    QVERIFY(smaller.trim() > mebibyte);
    QVERIFY(m_sentences.empty());
}

void TestStore::noRoot()
{
    Store cache({{}, mebibyte}, [this](const std::string& sentence) { m_sentences.push_back(sentence); });
    cache.save("weights", keyOf(0), filledEntry(10, 1));
    QVERIFY(!cache.load("weights", keyOf(0)));
    QVERIFY(cache.list().empty());
    QCOMPARE(cache.verify().good + cache.clear() + cache.trim(), 0);
    QVERIFY(m_sentences.empty());
}

void TestStore::twoProcesses()
{
    // Room for about a third of the keys, so that trimming never rests.
    const auto hammer = [this](unsigned seed) {
        bool damaged = false;
        Store cache({root(), mebibyte}, [&](const std::string& sentence) {
            std::fprintf(stderr, "%s\n", sentence.c_str());
            damaged = true;
        });
        std::mt19937 random(seed);
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(2);
        int64_t wrong = 0;
        while (std::chrono::steady_clock::now() < end) {
            const int number = static_cast<int>(random() % 40);
            const auto action = random() % 100;
            if (action < 40)
                cache.save(
                    "weights", keyOf(number),
                    filledEntry(1000 + static_cast<int64_t>(random() % 150'000), static_cast<uint8_t>(random())));
            else if (action < 95) {
                if (const auto entry = cache.load("weights", keyOf(number)))
                    wrong += !isFilled(*entry);
            } else if (action < 97)
                cache.trim();
            else if (action < 98)
                cache.verify();
            else if (action < 99)
                wrong += cache.list().size() > 40;
            else
                cache.clear();
        }
        const auto statistics = cache.statistics();
        const bool busy = statistics.saved > 5 && statistics.correct > 0 && statistics.misses > 0;
        return wrong > 0 ? 1 : damaged ? 2 : busy ? 0 : 3;
    };
    std::vector<pid_t> children;
    for (unsigned seed = 1; seed <= 3; ++seed) {
        const auto child = ::fork();
        if (child == 0)
            ::_exit(hammer(seed));
        children.push_back(child);
    }
    // All have ended before anything is compared: a failure removes the folder that they write to.
    std::vector<int> endings;
    for (const auto child : children) {
        int status = 0;
        const bool ended = ::waitpid(child, &status, 0) == child && WIFEXITED(status);
        endings.push_back(ended ? WEXITSTATUS(status) : -1);
    }
    QCOMPARE(endings, std::vector<int>({0, 0, 0}));
    auto cache = store(mebibyte);
    QCOMPARE(cache.verify().damaged, 0);
    QCOMPARE(temporaries(), 0);
}

void TestStore::severalThreads()
{
    std::atomic<int> reports = 0, wrong = 0;
    Store cache({root(), mebibyte}, [&](const std::string&) { ++reports; });
    std::vector<std::thread> threads;
    for (unsigned seed = 0; seed < 4; ++seed)
        threads.emplace_back([&, seed] {
            std::mt19937 random(seed);
            for (int i = 0; i < 60; ++i) {
                const auto key = keyOf(static_cast<int>(random() % 20));
                if (random() % 2)
                    cache.save("weights", key, filledEntry(100'000, static_cast<uint8_t>(seed)));
                else if (const auto entry = cache.load("weights", key))
                    wrong += !isFilled(*entry);
            }
        });
    for (auto& thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
    QCOMPARE(reports.load(), 0);
    const auto statistics = cache.statistics();
    QCOMPARE(statistics.correct + statistics.misses + statistics.saved, 240);
}

void TestStore::killedWhileWriting()
{
    std::mt19937 random(11);
    int64_t survivors = 0;
    int leftBehind = 0;
    for (int round = 0; round < 20; ++round) {
        const auto child = ::fork();
        if (child == 0) {
            Store cache({root(), 128 * mebibyte});
            const auto entry = filledEntry(4 * mebibyte, static_cast<uint8_t>(round));
            for (int i = 0;; ++i)
                cache.save("weights", keyOf(i % 20), entry);
        }
        std::this_thread::sleep_for(std::chrono::microseconds(10'000 + random() % 150'000));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        auto cache = store(256 * mebibyte);
        const auto report = cache.verify();
        QCOMPARE(report.damaged, 0);
        QCOMPARE(report.unreadable, 0);
        survivors = report.good;
        for (const auto& entry : cache.list())
            QVERIFY(isFilled(*cache.load("weights", entry.key)));
        leftBehind = temporaries();
    }
    QVERIFY(survivors > 0);
    QVERIFY2(leftBehind > 0, "no process was killed in the middle of a file");
    auto cache = store(256 * mebibyte);
    cache.trim();
    QCOMPARE(temporaries(), leftBehind);
    for (const auto& file : listCacheFiles(root()))
        if (file.temporary)
            setAge(file.path, staleAge);
    QVERIFY(cache.trim() >= 0);
    QCOMPARE(temporaries(), 0);
    QCOMPARE(static_cast<int64_t>(cache.list().size()), survivors);
    QVERIFY(m_sentences.empty());
}

void TestStore::fullDisk()
{
    fs::create_directories(root());
    constexpr int notPermitted = 77;
    const int code = inChild([this] {
        // Mounted for the child alone.
        if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("tmpfs", root().c_str(), "tmpfs", 0, "size=2m") != 0)
            return notPermitted;
        auto cache = store();
        cache.save("weights", keyOf(0), filledEntry(mebibyte, 1));
        for (int i = 1; i < 4; ++i)
            cache.save("weights", keyOf(i), filledEntry(mebibyte + i, 1));
        const bool reportedOnce = m_sentences.size() == 1 && m_sentences[0].find("full") != std::string::npos &&
            m_sentences[0].find("computed again") != std::string::npos;
        if (!reportedOnce)
            return 1;
        // Filled to the last byte under the hands of the writer.
        putBytes(root() / "other", std::string(900'000, 'x'));
        cache.save("weights", keyOf(5), filledEntry(1000, 1));
        return cache.load("weights", keyOf(0)) && !cache.load("weights", keyOf(1)) && temporaries() == 0 ? 0 : 2;
    });
    if (code == notPermitted)
        QSKIP("mounting a small file system is not permitted here");
    QCOMPARE(code, 0);
}

void TestStore::fileSizeLimit()
{
    const int code = inChild([this] {
        const rlimit limit = {100'000, 100'000};
        if (::signal(SIGXFSZ, SIG_IGN) == SIG_ERR || ::setrlimit(RLIMIT_FSIZE, &limit) != 0)
            return 1;
        auto cache = store();
        for (int i = 0; i < 3; ++i)
            cache.save("weights", keyOf(i), filledEntry(mebibyte, 1));
        if (m_sentences.size() != 1 || m_sentences[0].find("cannot be written") == std::string::npos)
            return 2;
        cache.save("weights", keyOf(4), filledEntry(1000, 1));
        return cache.load("weights", keyOf(4)) && cache.list().size() == 1 && temporaries() == 0 ? 0 : 3;
    });
    QCOMPARE(code, 0);
}

void TestStore::unwritableRoot()
{
    // A file in place of a folder refuses root too.
    putBytes(root(), "a file");
    auto cache = store();
    for (int i = 0; i < 3; ++i)
        cache.save("weights", keyOf(i), filledEntry(100, 1));
    QCOMPARE(m_sentences.size(), size_t(1));
    QVERIFY2(m_sentences[0].find(root().string()) == 0, m_sentences[0].c_str());
    QVERIFY(!cache.load("weights", keyOf(0)));
    QVERIFY(cache.list().empty());
    QCOMPARE(bytesOf(root()), std::string("a file"));
    fs::remove(root());

    // Without the rights of root: reading goes on where writing is forbidden.
    m_sentences.clear();
    cache.save("weights", keyOf(0), filledEntry(100, 1));
    fs::permissions(m_dir->path().toStdString(), fs::perms::all);
    for (const auto& folder : {fileOf(keyOf(0)).parent_path(), root() / "v1", root()})
        fs::permissions(folder, fs::perms(0555));
    const int code = inChild([&] {
        if (::geteuid() == 0 && ::setresuid(65534, 65534, 65534) != 0)
            return 1;
        for (int i = 1; i < 3; ++i)
            cache.save("weights", keyOf(i), filledEntry(100, 1));
        if (m_sentences.size() != 1 || m_sentences[0].find("Permission denied") == std::string::npos)
            return 2;
        const bool loads = cache.load("weights", keyOf(0)).has_value();
        const bool kept = cache.clear() == 0 && cache.list().size() == 1 && m_sentences.size() == 2;
        return loads && kept ? 0 : 3;
    });
    for (const auto& folder : {root(), root() / "v1", fileOf(keyOf(0)).parent_path()})
        fs::permissions(folder, fs::perms(0755));
    QCOMPARE(code, 0);
}

void TestStore::unreadableEntry()
{
    auto cache = store();
    fs::create_directories(fileOf(keyOf(0)));
    QVERIFY(!cache.load("weights", keyOf(0)));
    QVERIFY(!cache.load("weights", keyOf(0)));
    QCOMPARE(m_sentences.size(), size_t(1));
    QVERIFY(cache.list().empty());
    cache.save("weights", keyOf(0), filledEntry(100, 1));
    QCOMPARE(m_sentences.size(), size_t(2));
    QVERIFY(fs::is_directory(fileOf(keyOf(0))));
    QCOMPARE(temporaries(), 0);
}

void TestStore::clearLeavesForeignFiles()
{
    auto cache = store();
    for (int i = 0; i < 5; ++i)
        cache.save("weights", keyOf(i), filledEntry(1000, 1));
    const auto folder = fileOf(keyOf(0)).parent_path();
    const auto name = fileOf(keyOf(0)).filename().string();
    const auto wrongFolder = root() / "v1" / (folder.filename() == "00" ? "01" : "00") / name;
    const std::vector<fs::path> foreign = {
        root() / "notes.txt",       root() / "v1" / name,  folder / "notes.txt",   folder / "short.qsc",
        folder / (name + ".bak"),   folder / ("x" + name), folder / "deep" / name, wrongFolder,
        root() / "v2" / "ab" / name};
    for (const auto& file : foreign)
        putBytes(file, "mine");
    // Neither links nor what they point to.
    const auto linked = root() / "linked", link = fileOf(keyOf(100));
    putBytes(linked, "mine");
    fs::create_directories(link.parent_path());
    fs::create_symlink(linked, link);
    int64_t bytes = 0;
    for (const auto& entry : cache.list())
        bytes += entry.bytes;
    QCOMPARE(cache.clear(), bytes);
    QVERIFY(cache.list().empty());
    QCOMPARE(cache.clear(), 0);
    for (const auto& file : foreign)
        QVERIFY2(bytesOf(file) == "mine", file.c_str());
    QVERIFY(fs::is_symlink(link));
    QCOMPARE(bytesOf(linked), std::string("mine"));
    QVERIFY(m_sentences.empty());
}

void TestStore::listAndVerify()
{
    auto cache = store();
    cache.save("transform", cacheKey("transform", 1, "a"), filledEntry(1000, 1));
    cache.save("errors", cacheKey("errors", 1, "a"), filledEntry(5000, 1));
    setAge(fileOf(cacheKey("transform", 1, "a")), std::chrono::seconds(3600));
    const auto entries = cache.list();
    QCOMPARE(entries.size(), size_t(2));
    QCOMPARE(entries[0].stage, std::string("errors"));
    QCOMPARE(entries[1].stage, std::string("transform"));
    QCOMPARE(entries[1].key, cacheKey("transform", 1, "a"));
    QCOMPARE(entries[0].bytes, static_cast<int64_t>(fs::file_size(fileOf(entries[0].key))));
    const auto age = std::chrono::system_clock::now() - entries[1].lastUsed;
    QVERIFY(age > std::chrono::seconds(3590) && age < std::chrono::seconds(3700));

    auto bytes = bytesOf(fileOf(entries[0].key));
    bytes.back() ^= 1;
    putBytes(fileOf(entries[0].key), bytes);
    double last = 0;
    Progress progress;
    progress.report = [&](double fraction, std::string_view) { last = fraction; };
    const auto report = cache.verify(progress);
    QCOMPARE(last, 1.0);
    QCOMPARE(report.good, 1);
    QCOMPARE(report.damaged, 1);
    QCOMPARE(report.bytes, entries[1].bytes);
    // Checking is not using.
    QVERIFY(std::chrono::system_clock::now() - cache.list().at(0).lastUsed > std::chrono::seconds(3590));
    QCOMPARE(m_sentences.size(), size_t(1));
}

void TestStore::verifyCanBeCancelled()
{
    auto cache = store();
    for (int i = 0; i < 3; ++i)
        cache.save("weights", keyOf(i), filledEntry(1000, 1));
    Progress progress;
    int asked = 0;
    progress.cancelled = [&] { return ++asked == 2; };
    QVERIFY_THROWS_EXCEPTION(Cancelled, cache.verify(progress));
    QCOMPARE(cache.list().size(), size_t(3));
}

void TestStore::defaultRoot()
{
    const int code = inChild([] {
        ::setenv("QUANTSCOPE_CACHE", "/a/b", 1);
        ::setenv("XDG_CACHE_HOME", "/c", 1);
        ::setenv("HOME", "/home/me", 1);
        if (defaultCacheRoot() != "/a/b")
            return 1;
        ::unsetenv("QUANTSCOPE_CACHE");
        if (defaultCacheRoot() != "/c/quantscope")
            return 2;
        ::setenv("XDG_CACHE_HOME", "relative", 1);
        if (defaultCacheRoot() != "/home/me/.cache/quantscope")
            return 3;
        ::unsetenv("HOME");
        return defaultCacheRoot().empty() ? 0 : 4;
    });
    QCOMPARE(code, 0);
}

void TestStore::contentHashRemembers()
{
    const auto a = root() / "a", b = root() / "b", index = root() / "new folder" / "hashes.json";
    putBytes(a, "abc");
    putBytes(b, "other");
    const auto abc = std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QCOMPARE(contentHash(a), abc);
    // Too fresh to be remembered.
    QCOMPARE(contentHash(a, index, {}, std::chrono::hours(1)), abc);
    QVERIFY(!fs::exists(index));
    QCOMPARE(settledHash(a, index), abc);
    QCOMPARE(settledHash(b, index), sha256OfFile(b));
    // What the index says counts as long as the file stays the same, by whatever name.
    auto json = nlohmann::json::parse(bytesOf(index));
    QCOMPARE(json["files"].size(), size_t(2));
    const auto reported = std::string(64, '0');
    json["files"][fs::canonical(a).string()]["sha256"] = reported;
    json["files"]["/gone"] = json["files"][fs::canonical(b).string()];
    putBytes(index, json.dump());
    QCOMPARE(contentHash(a, index), reported);
    fs::create_symlink(a, root() / "link");
    QCOMPARE(contentHash(root() / "link", index), reported);
    QCOMPARE(contentHash(a), abc);
    const std::vector<fs::path> both = {a, b}, swapped = {b, a};
    QVERIFY(contentHash(both) != contentHash(swapped));
    QVERIFY(contentHash(both, index) != contentHash(both));
    QCOMPARE(contentHash(both).size(), size_t(64));

    // Same size and time of modification, another content.
    const auto modified = fs::last_write_time(a);
    putBytes(a, "abd");
    fs::last_write_time(a, modified);
    QCOMPARE(contentHash(a, index), sha256OfFile(a));
    fs::rename(b, a);
    QCOMPARE(contentHash(a, index), sha256OfFile(a));
    QCOMPARE(settledHash(a, index), sha256OfFile(a));
    json = nlohmann::json::parse(bytesOf(index));
    QCOMPARE(json["files"].size(), size_t(1));
    QCOMPARE(json["files"][fs::canonical(a).string()]["sha256"], sha256OfFile(a));
}

void TestStore::contentHashBrokenIndex()
{
    const auto a = root() / "a", index = root() / "hashes.json";
    putBytes(a, "abc");
    const auto hash = settledHash(a, index);
    const auto good = nlohmann::json::parse(bytesOf(index));
    const auto path = fs::canonical(a).string();
    std::vector<std::string> broken = {"",
                                       "{",
                                       "[]",
                                       "{}",
                                       R"({"format":7})",
                                       R"({"format":"quantscope content hashes 1"})",
                                       R"({"format":"quantscope content hashes 1","files":[]})",
                                       bytesOf(index).substr(9)};
    for (const auto& wrong : {nlohmann::json("short"), nlohmann::json(3), nlohmann::json(std::string(64, 'G'))}) {
        auto json = good;
        json["files"][path]["sha256"] = wrong;
        broken.push_back(json.dump());
        json["files"][path] = wrong;
        broken.push_back(json.dump());
    }
    for (const auto& text : broken) {
        putBytes(index, text);
        QCOMPARE(settledHash(a, index), hash);
        QCOMPARE(nlohmann::json::parse(bytesOf(index)), good);
    }
    // An index that cannot be written, and a name that JSON cannot hold.
    fs::create_directories(root() / "folder");
    QCOMPARE(settledHash(a, root() / "folder"), hash);
    QCOMPARE(settledHash(a, a / "index"), hash);
    const auto odd = root() / "\xff";
    fs::copy_file(a, odd);
    QCOMPARE(settledHash(odd, index), hash);
    QCOMPARE(settledHash(odd, index), hash);
    QCOMPARE(settledHash(a, index), hash);
    fs::remove(odd); // QTemporaryDir cannot
}

void TestStore::contentHashRefuses()
{
    QVERIFY_THROWS_EXCEPTION(Error, contentHash(root() / "absent"));
    fs::create_directories(root());
    QVERIFY_THROWS_EXCEPTION(Error, contentHash(root()));
    const auto large = root() / "large";
    putBytes(large, std::string(40 << 20, 'x'));
    Progress progress;
    int asked = 0;
    progress.cancelled = [&] { return ++asked == 2; };
    QVERIFY_THROWS_EXCEPTION(Cancelled, contentHash(large, root() / "index", progress));
    QVERIFY(!fs::exists(root() / "index"));
    progress = {};
    progress.report = [&](double, std::string_view) { std::ofstream(large, std::ios::app) << "more"; };
    QVERIFY_THROWS_EXCEPTION(Error, contentHash(large, {}, progress));
}

void TestStore::memoryBudget()
{
    MemoryCache cache(100);
    const auto number = [](int n) { return std::make_shared<const int>(n); };
    cache.put("a", number(1), 40);
    cache.put("b", number(2), 40);
    QCOMPARE(*cache.get<int>("a"), 1);
    cache.put("c", number(3), 40);
    QVERIFY(!cache.get<int>("b"));
    QCOMPARE(*cache.get<int>("a"), 1);
    QCOMPARE(*cache.get<int>("c"), 3);
    QCOMPARE(cache.bytes(), 80);
    cache.put("a", number(4), 10);
    QCOMPARE(*cache.get<int>("a"), 4);
    QCOMPARE(cache.bytes(), 50);
    // The newest stays though it exceeds the budget; a value in use outlives its place.
    const auto used = cache.get<int>("a");
    cache.put("large", number(5), 1000);
    QCOMPARE(*cache.get<int>("large"), 5);
    QVERIFY(!cache.get<int>("a") && !cache.get<int>("c"));
    QCOMPARE(*used, 4);
    cache.put("small", number(6), 0);
    QVERIFY(!cache.get<int>("large"));
    QCOMPARE(cache.bytes(), 0);
    QVERIFY_THROWS_EXCEPTION(Error, cache.put("bad", number(1), -1));
    cache.clear();
    QVERIFY(!cache.get<int>("small"));
}

void TestStore::memoryTypes()
{
    MemoryCache cache(1000);
    cache.put("a", std::make_shared<const std::string>("text"), 10);
    QVERIFY(!cache.get<int>("a"));
    QCOMPARE(*cache.get<std::string>("a"), std::string("text"));
    cache.put("a", std::make_shared<const int>(3), 4);
    QVERIFY(!cache.get<std::string>("a"));
    QCOMPARE(*cache.get<int>("a"), 3);
    QCOMPARE(cache.bytes(), 4);
    // A value may use the cache while it is destroyed.
    int64_t seen = -1;
    std::shared_ptr<const int> curious(new int(1), [&](const int* value) {
        seen = cache.bytes();
        delete value;
    });
    cache.put("curious", std::move(curious), 4);
    cache.put("next", std::make_shared<const int>(2), 1000);
    QVERIFY(!cache.get<int>("curious"));
    QCOMPARE(seen, 1000);
}

void TestStore::memoryThreads()
{
    MemoryCache cache(500);
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (unsigned seed = 0; seed < 4; ++seed)
        threads.emplace_back([&, seed] {
            std::mt19937 random(seed);
            for (int i = 0; i < 5000; ++i) {
                const int number = static_cast<int>(random() % 50);
                if (const auto value = cache.get<int>(std::to_string(number)))
                    wrong += *value != number;
                else
                    cache.put(std::to_string(number), std::make_shared<const int>(number), 20);
            }
        });
    for (auto& thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
    QVERIFY(cache.bytes() <= 500);
}

QUANTSCOPE_TEST(TestStore)
#include "tst_store.moc"
