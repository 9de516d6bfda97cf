#!/usr/bin/env python3
"""Extract the objectives and indicators of many reports on Apache Spark: spark.py REPORTS OUT [--bilan PROGRAM]

REPORTS is a folder of PDF files, with its subfolders, on any file system that Spark reads. OUT gets Parquet: a row for
each record, with the record as JSON in `record`, and a row with `error` for each file that could not be read, or of
which something is missing. PROGRAM has to be installed on every worker. Needs PySpark, pandas and pyarrow:

  spark-submit examples/spark.py reports records.parquet

Then, for example: SELECT entity, get_json_object(record, '$.result.value') FROM parquet.`records.parquet`
"""
import argparse, json, os, subprocess
from urllib.parse import unquote

import pandas
from pyspark.sql import SparkSession

COLUMNS = (
    "path string, source_file string, kind string, id string, year int, part int, chapter string, entity string, "
    "status string, confidence double, record string, error string"
)
NAMES = [column.split()[0] for column in COLUMNS.split(", ")]
TIMEOUT = 3600  # seconds for one report: scanned pages take some seconds each
BYTES_A_TASK = 8 << 20  # reports are small and take seconds: Spark's own 128 MiB would put hundreds in one task
FILES_A_BATCH = 8  # files that a worker holds in memory at once


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports")
    parser.add_argument("out")
    parser.add_argument("--bilan", default="bilan", metavar="PROGRAM")
    args = parser.parse_args()
    spark = (
        SparkSession.builder.appName("bilan")
        .config("spark.sql.files.maxPartitionBytes", BYTES_A_TASK)
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", FILES_A_BATCH)
        .getOrCreate()
    )
    files = (
        spark.read.format("binaryFile")
        .option("recursiveFileLookup", True)
        .option("pathGlobFilter", "*.[pP][dD][fF]")
        .load(args.reports)
        .select("path", "content")
    )
    files = files.unionAll(spark.createDataFrame(empty_files(files), files.schema))
    files.mapInPandas(lambda batches: tables(batches, args.bilan), COLUMNS).write.parquet(args.out)
    spark.stop()


def empty_files(files):
    """The files without a byte, which Spark finds but leaves out of a table."""
    found = {unquote(uri).replace("file:///", "file:/", 1) for uri in files.inputFiles()}
    return sorted((path, b"") for path in found - {row.path for row in files.select("path").collect()})


def tables(batches, program):
    """A table of rows for each batch of files."""
    for batch in batches:
        rows = [row for path, content in zip(batch["path"], batch["content"]) for row in rows_of(path, content, program)]
        yield pandas.DataFrame(rows, columns=NAMES, dtype=object)  # pandas' own types know no missing integer


def rows_of(path, content, program):
    """The rows of one file."""
    name = os.path.basename(path)
    command = [program, "extract", "-", "--name", name, "--format", "jsonl", "--threads", "1", "--message-format", "json"]
    try:
        run = subprocess.run(command, input=content, capture_output=True, timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        yield {"path": path, "source_file": name, "error": f"not read within {TIMEOUT} seconds"}
        return
    if run.returncode in (0, 1):
        for line in run.stdout.decode("utf-8").splitlines():
            record = json.loads(line)
            yield {"path": path, "record": line} | {key: record[key] for key in NAMES if key in record}
    if run.returncode != 0:
        yield {"path": path, "source_file": name, "error": error_of(run)}


def error_of(run):
    """Why a file gave no records, or not all of them."""
    said = run.stderr.decode("utf-8", "replace").strip()
    if run.returncode != 1:
        return said.removeprefix("bilan: ") or f"ended with exit code {run.returncode}"
    findings = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    return "; ".join(finding["message"] for finding in findings if finding["severity"] == "error")


if __name__ == "__main__":
    main()
