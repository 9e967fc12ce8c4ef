// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "archive/database.h"
#include "archive/ownership.h"
#include "archive/runaxis.h"
#include "archive/runsummary.h"

namespace quantscope {

// What an archive knows of a run besides its record.
struct RunOrigin
{
    std::string parent; // id of the run that it was edited from
    std::string experiment;
    int64_t wanted = 0; // questions that it will answer
    std::vector<std::string> tags;
};

RunOrigin originOf(const RunSummary&);

// Runs in one file of SQLite, which any number of windows and command lines use at once. Records come back equal, also
// as far as a killed run had got: results are written as they come, each call whole or not at all. One object serves
// one thread at a time; a reader with an object of its own does not wait for a writer. Functions that name a run that
// is not there throw Error, those that cannot read or write DatabaseError.
class RunArchive
{
public:
    // Makes the file when it is missing, and brings one of an earlier version up to this one. A session, see
    // sessionschema.h, is checked and only read, and its records know no folders.
    explicit RunArchive(const std::filesystem::path& file);

    // A run that begins: this object owns it until finish() or its own end, and others see that it is running. A run
    // of that id that is there is an Error.
    void begin(const RunRecord&, const RunOrigin& = {});
    // As they come; rows and layers that are there are replaced. `asked` stands beside the predictions.
    void addPredictions(const std::string& id, std::span<const Prediction>, std::span<const AskedQuestion> asked);
    void setLayer(const std::string& id, LayerIndex, const LayerReport&);
    void setLayers(const std::string& id, std::span<const LayerReport>);
    // The whole run, with whatever could not be written before; new where there was no begin(). Name and note stay the
    // stored ones, which the user may have changed meanwhile.
    void finish(const RunRecord&, const RunOrigin& = {});
    // It ended with an error, or somebody stopped it; what has been written of it stays.
    void fail(const std::string& id, const std::string& problem);
    void cancel(const std::string& id);
    // Nothing is left of a run that this object owns.
    void discard(const std::string& id);
    // Owns a run again that has not ended well, or is to answer `wanted` questions and has answered fewer, and returns
    // it with the answers that are there. Error when somebody else owns it or it is complete.
    RunRecord resume(const std::string& id, int64_t wanted = 0);

    bool contains(const std::string& id);
    RunRecord load(const std::string& id);
    RunSummary summary(const std::string& id);
    std::vector<RunSummary> list(const RunFilter& = {});
    // The id that the text begins, or that of the only run with this name. Error for none and for several.
    std::string find(const std::string& text);
    // Of the complete runs, the newest first; without those whose record is damaged.
    std::vector<StoredRecipe> recipes();
    // Of the answers that have a score, in the order of the benchmark.
    std::vector<double> scores(const std::string& id);
    // All that are in use, sorted.
    std::vector<std::string> tags();
    std::vector<std::string> experiments();
    // Another number after others have written.
    int64_t version();

    void rename(const std::string& id, const std::string& name);
    void setNote(const std::string& id, const std::string& note);
    void setTags(const std::string& id, const std::vector<std::string>&);
    void setExperiment(const std::string& id, const std::string&);
    // Out of the lists until restore(); not a run under way. purge() removes for good what was deleted before a time
    // (UTC, ISO 8601), and returns how many runs; their questions stay, since others ask them.
    void remove(const std::string& id);
    void restore(const std::string& id);
    int64_t purge(const std::string& before);

    bool isReadOnly() const;
    // Its own tables beside the runs. Error when it is none.
    Database& session();
    bool isSession() const
    {
        return m_isSession;
    }
    // Of SQLite's own check of the whole file; none when it is well. Reads all of it.
    std::vector<std::string> complaints();
    const std::filesystem::path& file() const;

private:
    struct Place
    {
        int64_t number = 0;
        std::string data;
    };

    Place place(const std::string& id);
    int64_t insert(const RunRecord&, const RunOrigin&);
    void putTags(int64_t run, const std::vector<std::string>&);
    void putLayers(int64_t run, std::span<const LayerReport>);
    void update(int64_t run, const RunRecord&);
    void putRecord(int64_t run, const RunRecord&);
    void end(const std::string& id, RunState, const std::string& problem);
    void setText(const char* column, const std::string& id, std::string_view value);
    std::vector<std::string> textsOf(std::string_view sql);

    bool m_isSession;
    Database m_database;
    Ownership m_owners;
};

// $QUANTSCOPE_STORE, else runs.sqlite in the user's data folder (XDG); empty when no folder is known.
std::filesystem::path defaultArchive();

// Of the settings without their name, 64 hexadecimal digits; empty for the float model.
std::string recipeHash(const RunSpec&);
// Of several files' hashes together, of one file its own; empty while one is not known.
std::string joinedHash(std::span<const FileUse>);

}
