/**
 * The service to other programs: studies by JSON-RPC 2.0, one message a line. The protocol is
 * described in {@code docs/rpc.md}; another transport would bring the same requests to the same
 * methods.
 *
 * <pre>
 *   in ──► LineInput ──► RequestReader ──► Lanes ──────► Protocol ──────► OpenStudies ──► Study
 *          bytes         Request           in order,     StudyMethods     by name
 *                        or RpcError       each study    TrialMethods
 *   out ◄──────────────── Replies ◄──────────┘
 * </pre>
 *
 * {@link dev.luthier.rpc.RpcServer} is the loop around it. Uses {@code run}, {@code config}, {@code
 * transfer}, {@code json} and the stores; used by the doors.
 */
package dev.luthier.rpc;
