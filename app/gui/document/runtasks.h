// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace quantscope {

class Document;
class ModelRebuild;
class RunList;
class TaskList;
class WeightPreview;

// Puts on the list what the session does itself: opening, runs under way and waiting, weights made again or looked at,
// reports and imports.
void listRunTasks(TaskList&, Document&, RunList&, ModelRebuild&, WeightPreview&);

}
