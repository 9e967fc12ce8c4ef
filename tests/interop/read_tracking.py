#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other programs read from the files that `quantscope-cli runs track` writes, as JSON.

    read_tracking.py mlflow FOLDER | trackio FOLDER PROJECT | model-explorer GRAPHS.json NODEDATA.json

Ends with 77 where the package is not installed: mlflow-skinny or mlflow, trackio, ai-edge-model-explorer."""
import json
import os
import sys

missing = 77


def mlflow_runs(folder):
    os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    try:
        from mlflow.tracking import MlflowClient
    except ImportError:
        sys.exit(missing)
    client = MlflowClient(tracking_uri="file://" + os.path.abspath(folder))
    experiments = {e.experiment_id: e.name for e in client.search_experiments()}
    runs = []
    for run in client.search_runs(list(experiments), order_by=["start_time ASC"]):
        info, data = run.info, run.data
        steps = {}
        for name in data.metrics:
            steps[name] = [[m.step, m.value] for m in client.get_metric_history(info.run_id, name)]
        runs.append({"id": info.run_id, "name": info.run_name, "experiment": experiments[info.experiment_id],
                     "status": info.status, "start": info.start_time, "end": info.end_time, "params": data.params,
                     "metrics": steps, "tags": data.tags,
                     "artifacts": sorted(a.path for a in client.list_artifacts(info.run_id))})
    rotated = client.search_runs(list(experiments), filter_string="params.`llm.weight_bits` = '4'")
    return {"runs": runs, "four_bits": [run.info.run_id for run in rotated]}


def trackio_runs(folder, project):
    os.environ["TRACKIO_DIR"] = os.path.abspath(folder)
    try:
        from trackio.sqlite_storage import SQLiteStorage as storage
    except ImportError:
        sys.exit(missing)
    runs = []
    for record in storage.get_run_records(project):
        run_id = record.get("id") or record.get("run_id")
        runs.append({"id": run_id, "name": record["name"],
                     "config": storage.get_run_config(project, record["name"], run_id=run_id),
                     "logs": storage.get_logs(project, record["name"], run_id=run_id)})
    storage.init_db(project)  # brings the file to the newest schema without loss
    return {"projects": storage.get_projects(), "runs": runs, "after": len(storage.get_run_records(project))}


def explorer_data(graphs_file, data_file):
    try:
        from model_explorer import graph_builder, node_data_builder
    except ImportError:
        sys.exit(missing)

    def attributes(items):
        return [graph_builder.KeyValue(**item) for item in items]

    with open(graphs_file, encoding="utf-8") as file:
        collection = json.load(file)
    graphs = []
    for graph in collection["graphs"]:
        nodes = []
        for node in graph["nodes"]:
            node["attrs"] = attributes(node["attrs"])
            node["incomingEdges"] = [graph_builder.IncomingEdge(**edge) for edge in node.get("incomingEdges", [])]
            node["outputsMetadata"] = [graph_builder.MetadataItem(m["id"], attributes(m["attrs"]))
                                       for m in node["outputsMetadata"]]
            nodes.append(graph_builder.GraphNode(**node))
        graphs.append(graph_builder.Graph(id=graph["id"], nodes=nodes))
    with open(data_file, encoding="utf-8") as file:
        data = json.load(file)
    results = {key: node_data_builder.NodeDataResult(**value) for key, value in data.pop("results").items()}
    gradient = [node_data_builder.GradientItem(**item) for item in data.pop("gradient")]
    built = node_data_builder.GraphNodeData(results=results, gradient=gradient, **data)
    ids = {node.id for node in graphs[0].nodes}
    return {"graphs": [[graph.id, len(graph.nodes)] for graph in graphs],
            "edges": all(edge.sourceNodeId in ids for node in graphs[0].nodes for edge in node.incomingEdges),
            "namespace": graphs[0].nodes[0].namespace, "label": graphs[0].nodes[0].label,
            "matched": {key: value.value for key, value in results.items() if key in ids},
            "name": built.name, "stops": [item.stop for item in gradient]}


readers = {"mlflow": mlflow_runs, "trackio": trackio_runs, "model-explorer": explorer_data}

if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in readers:
        sys.exit(__doc__)
    print(json.dumps(readers[sys.argv[1]](*sys.argv[2:])))
